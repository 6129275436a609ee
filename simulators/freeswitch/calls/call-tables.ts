import type { Channel } from '../channel/channel.ts'
import { localTime } from '../events/base-headers.ts'
import type { SwitchTables, TableRow } from '../switch-tables.ts'
import type { Calls } from './calls.ts'
import type { Leg } from './leg.ts'
import { plannedRow } from './planned-rows.ts'

/** The tables of a node with the rows and counts of its live calls added. */
export function callTables(calls: Calls, others: SwitchTables): SwitchTables {
  return {
    rows(table) {
      const rows = others.rows(table)
      if (table === 'channels') {
        const { identity, planned } = calls.core
        const plannedRows = planned.all().map((leg) => plannedRow(leg, identity.hostname))
        return [...rows, ...plannedRows, ...[...calls.legs.values()].map(channelRow)]
      }
      if (table.endsWith('calls')) return [...rows, ...callRows(calls, table)]
      return rows
    },
    get figures() {
      const figures = others.figures
      const sessions = figures.sessions + calls.legs.size
      return {
        ...figures,
        sessions,
        sessionsSinceStartup: figures.sessionsSinceStartup + calls.sessionCount,
        sessionsPeak: Math.max(figures.sessionsPeak, calls.peak, sessions),
        sessionsPeakFiveMinutes: Math.max(figures.sessionsPeakFiveMinutes, calls.peak, sessions),
        sessionsPerSecondPeak: Math.max(figures.sessionsPerSecondPeak, Math.min(1, calls.sessionCount)),
        sessionsPerSecondPeakFiveMinutes: Math.max(
          figures.sessionsPerSecondPeakFiveMinutes,
          Math.min(1, calls.sessionCount),
        ),
      }
    },
  }
}

/** A row of `show channels`. */
export function channelRow({ channel, calls }: Leg): TableRow {
  const { profile, lastApplication, presence } = channel
  const first = profile?.times.created
  const initial = profile
  return {
    uuid: channel.uuid,
    direction: channel.direction,
    created: first === undefined ? '' : localTime(new Date(Number(first.timestamp) / 1000)),
    created_epoch: first?.epoch ?? '',
    name: channel.name,
    state: `CS_${channel.runningState}`,
    cid_name: profile?.callerIdName ?? '',
    cid_num: profile?.callerIdNumber ?? '',
    ip_addr: profile?.networkAddr ?? '',
    dest: profile?.destinationNumber ?? '',
    application: lastApplication?.name ?? '',
    application_data: lastApplication?.data ?? '',
    dialplan: profile?.dialplan ?? '',
    context: profile?.context ?? '',
    ...codecColumns(channel),
    secure: '',
    hostname: calls.core.identity.hostname,
    presence_id: presence?.id ?? '',
    presence_data: '',
    accountcode: text(channel, 'accountcode'),
    callstate: channel.callState,
    callee_name: profile?.calleeIdName ?? '',
    callee_num: profile?.calleeIdNumber ?? '',
    callee_direction: '',
    call_uuid: channel.callUuid === channel.uuid ? '' : channel.callUuid,
    sent_callee_name: text(channel, 'last_sent_callee_id_name'),
    sent_callee_num: text(channel, 'last_sent_callee_id_number'),
    initial_cid_name: initial?.callerIdName ?? '',
    initial_cid_num: initial?.callerIdNumber ?? '',
    initial_ip_addr: initial?.networkAddr ?? '',
    initial_dest: initial?.destinationNumber ?? '',
    initial_dialplan: initial?.dialplan ?? '',
    initial_context: initial?.context ?? '',
  }
}

function codecColumns({ readCodec, writeCodec }: Channel): TableRow {
  return {
    read_codec: readCodec?.name ?? '',
    read_rate: readCodec?.rate ?? '',
    read_bit_rate: readCodec?.bitRate ?? '',
    write_codec: writeCodec?.name ?? '',
    write_rate: writeCodec?.rate ?? '',
    write_bit_rate: writeCodec?.bitRate ?? '',
  }
}

const A_COLUMNS = [
  'uuid', 'direction', 'created', 'created_epoch', 'name', 'state', 'cid_name', 'cid_num', 'ip_addr', 'dest',
  'presence_id', 'presence_data', 'accountcode', 'callstate', 'callee_name', 'callee_num', 'callee_direction',
] as const
const B_COLUMNS = [
  'uuid', 'direction', 'created', 'created_epoch', 'name', 'state', 'cid_name', 'cid_num', 'ip_addr', 'dest',
  'presence_id', 'presence_data', 'accountcode', 'callstate', 'callee_name', 'callee_num', 'callee_direction',
  'sent_callee_name', 'sent_callee_num',
] as const

/** Rows of `show calls` and its kin: a leg with the leg it is bridged to. */
function callRows(calls: Calls, table: string): TableRow[] {
  const rows: TableRow[] = []
  for (const leg of calls.legs.values()) {
    const partner = calls.legs.get(text(leg.channel, 'bridge_to'))
    const isSecond = partner !== undefined && leg.channel.otherLeg?.type === 'originator'
    if (isSecond || (table.includes('bridged') && partner === undefined)) continue
    const a = channelRow(leg)
    const b = partner && channelRow(partner)
    rows.push({
      ...Object.fromEntries(A_COLUMNS.map((column) => [column, a[column] ?? ''])),
      call_uuid: leg.channel.callUuid,
      hostname: a['hostname'] ?? '',
      sent_callee_name: a['sent_callee_name'] ?? '',
      sent_callee_num: a['sent_callee_num'] ?? '',
      ...Object.fromEntries(B_COLUMNS.map((column) => [`b_${column}`, b?.[column] ?? ''])),
      call_created_epoch: a['created_epoch'] ?? '',
    })
  }
  return rows
}

function text({ variables }: Channel, name: string): string {
  const value = variables.get(name)
  return typeof value === 'string' ? value : ''
}
