import type { SwitchIdentity } from '../bus.ts'
import type { FsHeader } from '../codec/event.ts'
import { stampOf } from '../events/base-headers.ts'
import { textOf } from './recorded-milestone.ts'

/** What is different about an event when it is replayed. */
export interface Rewriting {
  readonly identity: SwitchIdentity
  readonly sequence: number
  /** Unix microseconds that it is to show. */
  readonly epochUs: number
  readonly speed: number
}

const MOMENT = /^\d{16}$/
const SECOND = /^\d{10}$/
const IS_SECOND = /_epoch$/

/**
 * Headers that tell of the node, the sequence and the time become those of the replay. Other moments in the event keep
 * their distance to its own, divided by the speed.
 */
export function rewriteHeaders(headers: readonly FsHeader[], { identity, sequence, epochUs, speed }: Rewriting): FsHeader[] {
  const stamp = stampOf(epochUs)
  const recordedUs = Number(textOf(headers, 'event-date-timestamp') ?? epochUs)
  const shift = (us: number): number => Math.round(epochUs + (us - recordedUs) / speed)
  const fixed: Readonly<Record<string, string>> = {
    'core-uuid': identity.coreUuid,
    'freeswitch-hostname': identity.hostname,
    'freeswitch-switchname': identity.switchname,
    'freeswitch-ipv4': identity.ipv4,
    'freeswitch-ipv6': identity.ipv6,
    'event-date-local': stamp.local,
    'event-date-gmt': stamp.gmt,
    'event-date-timestamp': stamp.timestamp,
    'event-sequence': String(sequence),
  }
  return headers.map((header): FsHeader => {
    const [name, value] = header
    const replaced = fixed[name.toLowerCase()]
    if (replaced !== undefined) return [name, replaced]
    if (typeof value !== 'string') return header
    if (MOMENT.test(value) && Number(value) > 0) return [name, String(shift(Number(value)))]
    if (SECOND.test(value) && IS_SECOND.test(name)) return [name, String(Math.floor(shift(Number(value) * 1e6) / 1e6))]
    return header
  })
}

/** The identity of a registration event stands in a parameter of the contact, as real phones have one. */
export function withContactId(headers: readonly FsHeader[], id: string): FsHeader[] {
  return headers.map((header): FsHeader => {
    const [name, value] = header
    if (name !== 'contact' || typeof value !== 'string') return header
    const bare = value.replace(/;rinstance=[^;>]*/, '')
    const at = bare.lastIndexOf('>')
    return [name, at < 0 ? `${bare};rinstance=${id}` : `${bare.slice(0, at)};rinstance=${id}${bare.slice(at)}`]
  })
}

const LAST_ID = / ?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The identity of a text message stands at the end of its text. */
export const withBodyId = (body: string | undefined, id: string): string => `${(body ?? '').replace(LAST_ID, '')} ${id}`.trimStart()
