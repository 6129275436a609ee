import { localTime } from '../events/base-headers.ts'
import type { FsHeader } from '../codec/event.ts'
import { headerText } from '../codec/event-headers.ts'
import type { PlannedLeg } from '../planned-legs.ts'
import type { TableRow } from '../switch-tables.ts'

/** A row of `show channels` for a leg of the traffic, from what its last events tell. */
export function plannedRow(leg: PlannedLeg, hostname: string): TableRow {
  const headers = leg.headers()
  const get = (name: string): string => valueOf(headers, name)
  const createdUs = Number(get('Caller-Channel-Created-Time'))
  return {
    uuid: leg.uuid,
    direction: get('Call-Direction'),
    created: localTime(new Date(createdUs / 1000)),
    created_epoch: String(Math.floor(createdUs / 1e6)),
    name: get('Channel-Name'),
    state: get('Channel-State'),
    cid_name: get('Caller-Caller-ID-Name'),
    cid_num: get('Caller-Caller-ID-Number'),
    ip_addr: get('Caller-Network-Addr'),
    dest: get('Caller-Destination-Number'),
    application: get('variable_current_application'),
    application_data: get('variable_current_application_data'),
    dialplan: get('Caller-Dialplan'),
    context: get('Caller-Context'),
    read_codec: get('Channel-Read-Codec-Name'),
    read_rate: get('Channel-Read-Codec-Rate'),
    read_bit_rate: get('Channel-Read-Codec-Bit-Rate'),
    write_codec: get('Channel-Write-Codec-Name'),
    write_rate: get('Channel-Write-Codec-Rate'),
    write_bit_rate: get('Channel-Write-Codec-Bit-Rate'),
    secure: '',
    hostname,
    presence_id: get('Channel-Presence-ID'),
    presence_data: '',
    accountcode: get('variable_accountcode'),
    callstate: get('Channel-Call-State'),
    callee_name: get('Caller-Callee-ID-Name'),
    callee_num: get('Caller-Callee-ID-Number'),
    callee_direction: '',
    call_uuid: get('Channel-Call-UUID') === leg.uuid ? '' : get('Channel-Call-UUID'),
    sent_callee_name: get('variable_last_sent_callee_id_name'),
    sent_callee_num: get('variable_last_sent_callee_id_number'),
    initial_cid_name: get('Caller-Caller-ID-Name'),
    initial_cid_num: get('Caller-Caller-ID-Number'),
    initial_ip_addr: get('Caller-Network-Addr'),
    initial_dest: get('Caller-Destination-Number'),
    initial_dialplan: get('Caller-Dialplan'),
    initial_context: get('Caller-Context'),
  }
}

function valueOf(headers: readonly FsHeader[], name: string): string {
  const value = headers.find(([header]) => header === name)?.[1]
  return value === undefined ? '' : headerText(value)
}
