import { eventKey, type BridgeEvent, type Field } from './event.ts'

/** What becomes of events and fields that the contract does not name. */
export type Unknown = 'forward' | 'discard'

const NUMBERS = new Set(['machine', 'duration'])
const COMMON = ['class', 'event', 'timestamp', 'machine', 'asteriskid', 'uniqueid', 'callid']
const REGISTRATION = ['user', 'host', 'contact', 'expires', 'network_ip', 'network_port', 'user_agent']

/** Every class/event of the contract with the fields it may have. */
const CONTRACT = new Map<string, ReadonlySet<string>>(
  Object.entries({
    'call/start': ['direction', 'from', 'from_name', 'to'],
    'call/route': ['from', 'to'],
    'call/answer': ['from', 'to'],
    'call/end': ['from', 'to', 'cause', 'duration'],
    'message/receive': ['from', 'to', 'body'],
    'message/send': ['from', 'to', 'body'],
    'registration/register': REGISTRATION,
    'registration/unregister': REGISTRATION,
    'registration/expire': REGISTRATION,
    'machine/health': ['status', 'uptime', 'sessions'],
    'machine/up': ['reason'],
    'machine/down': ['reason'],
  }).map(([name, fields]) => [name, new Set([...COMMON, ...fields])]),
)

/**
 * Takes an event as a softswitch sent it, each value spelled as received; `machine` and `duration` become numbers where
 * a number is spelled the same. Of a repeated name the last value counts.
 *
 * @returns 'invalid' without class, event or timestamp; undefined when it is discarded
 */
export const receivedEvent = (
  pairs: readonly (readonly [string, string])[],
  unknown: Unknown,
): BridgeEvent | 'invalid' | undefined => {
  const values = new Map(pairs)
  const kind = values.get('class')
  const event = values.get('event')
  if (!kind || !event || !values.get('timestamp')) return 'invalid'
  const what = values.get('uniqueid') ?? values.get('callid') ?? values.get('user') ?? values.get('from') ?? kind
  const key = eventKey(values.get('machine') ?? '', what)
  if (unknown === 'forward') return { key, fields: Array.from(values, toField) }
  const names = CONTRACT.get(`${kind}/${event}`)
  if (names === undefined) return undefined
  return { key, fields: Array.from(values, toField).filter(([name]) => names.has(name)) }
}

const toField = ([name, value]: readonly [string, string]): Field =>
  NUMBERS.has(name) && /^(0|-?[1-9]\d{0,14})$/.test(value) ? [name, Number(value)] : [name, value]
