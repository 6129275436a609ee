/**
 * What must come out for an Event Socket event, worked out from its octets and docs/contract.md alone. It shares no code
 * with any bridge, nor with the table that the contract is printed from: an oracle that does agrees with its faults.
 */

/** The fields that an event must have, values as text. */
export type ExpectedEvent = Readonly<Record<string, string>>

export interface OracleOptions {
  /** Configured number of the node. */
  readonly machine: number
  /** callid by uniqueid for a bridge that keeps the first; it is filled in. @default each event has its own */
  readonly latched?: Map<string, string>
}

/** What must come out for these frames, in this order. */
export const expectedOfAll = (frames: readonly Uint8Array[], options: OracleOptions): ExpectedEvent[] =>
  frames.map((frame) => expectedOf(frame, options)).filter((event) => event !== undefined)

/** Undefined when the event must yield nothing. */
export function expectedOf(frame: Uint8Array, options: OracleOptions): ExpectedEvent | undefined {
  const event = readEvent(frame)
  const kind = kindOf(event)
  if (kind === undefined) return undefined
  const common = { class: kind[0], event: kind[1], timestamp: secondsOf(event.first('Event-Date-Timestamp')), machine: String(options.machine) }
  switch (kind[0]) {
    case 'call':
      return { ...common, ...callFields(event, kind[1], options) }
    case 'message':
      return { ...common, from: event.first('from'), to: event.first('to'), body: event.body }
    case 'registration':
      return { ...common, ...registrationFields(event, kind[1]) }
    case 'machine':
      return { ...common, status: event.first('Event-Info'), uptime: event.first('Uptime-msec'), sessions: event.first('Session-Count') }
  }
}

interface ReadEvent {
  /** First value of a header, decoded; empty when there is none. */
  first(name: string): string
  has(name: string): boolean
  readonly body: string
}

type Kind = readonly ['call' | 'message' | 'registration' | 'machine', string]

function kindOf({ first, has }: ReadEvent): Kind | undefined {
  const name = first('Event-Name')
  if (name === 'CHANNEL_CREATE') return ['call', 'start']
  if (name === 'CHANNEL_STATE') return first('Channel-State') === 'CS_ROUTING' && first('Channel-Call-State') !== 'DOWN' ? ['call', 'route'] : undefined
  if (name === 'CHANNEL_ANSWER') return ['call', 'answer']
  if (name === 'CHANNEL_HANGUP_COMPLETE') return ['call', 'end']
  if (name === 'MESSAGE') return first('proto') !== 'global' && !has('skip_global_process') ? ['message', 'receive'] : undefined
  if (name === 'HEARTBEAT') return ['machine', 'health']
  if (name !== 'CUSTOM') return undefined
  const subclass = first('Event-Subclass')
  if (subclass === 'SMS::SEND_MESSAGE') return has('Nonblocking-Delivery') || has('Delivery-Failure') ? undefined : ['message', 'send']
  return ['register', 'unregister', 'expire'].filter((event) => subclass === `sofia::${event}`).map((event): Kind => ['registration', event])[0]
}

function callFields(event: ReadEvent, kind: string, { latched }: OracleOptions): Record<string, string> {
  const uniqueid = event.first('Unique-ID')
  const callid = latched?.get(uniqueid) ?? event.first('Channel-Call-UUID')
  latched?.set(uniqueid, callid)
  const leg = { asteriskid: uniqueid, uniqueid, callid, from: event.first('Caller-Caller-ID-Number'), to: event.first('Caller-Destination-Number') }
  if (kind === 'start') return { ...leg, direction: event.first('Call-Direction'), from_name: event.first('Caller-Caller-ID-Name') }
  if (kind === 'end') return { ...leg, cause: event.first('Hangup-Cause'), duration: event.has('variable_duration') ? event.first('variable_duration') : '0' }
  return leg
}

function registrationFields(event: ReadEvent, kind: string): Record<string, string> {
  const [user, host] = kind === 'expire' ? ['user', 'host'] : ['from-user', 'from-host']
  return {
    user: event.first(user),
    host: event.first(host),
    contact: event.first('contact'),
    expires: event.first('expires'),
    network_ip: event.first('network-ip'),
    network_port: event.first('network-port'),
    user_agent: event.first('user-agent'),
  }
}

/** Microseconds as seconds, by moving the point. */
const secondsOf = (microseconds: string): string => microseconds.padStart(7, '0').replace(/(\d{6})$/, '.$1')

/** Outer header, inner header, body: each ends at its empty line. */
function readEvent(frame: Uint8Array): ReadEvent {
  const octets = Buffer.from(frame).toString('latin1')
  const text = octets.slice(octets.indexOf('\n\n') + 2)
  const blank = text.indexOf('\n\n')
  const headers = text.slice(0, blank).split('\n').map((line): readonly [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), decode(line.slice(colon + 1).replace(/^ /, ''))]
  })
  const find = (name: string): string | undefined => headers.find(([candidate]) => candidate === name)?.[1]
  return { first: (name) => find(name) ?? '', has: (name) => find(name) !== undefined, body: textOf(text.slice(blank + 2)) }
}

const decode = (value: string): string => textOf(value.replace(/%[0-9A-Fa-f]{2}/g, (escape) => String.fromCharCode(Number(`0x${escape.slice(1)}`))))
const textOf = (octets: string): string => Buffer.from(octets, 'latin1').toString('utf8')
