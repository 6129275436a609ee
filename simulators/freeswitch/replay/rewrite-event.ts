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

/** What a header has to do with a replay, by its name. */
type Role = 'fixed' | 'second' | 'moment'

const FIXED = [
  'core-uuid',
  'freeswitch-hostname',
  'freeswitch-switchname',
  'freeswitch-ipv4',
  'freeswitch-ipv6',
  'event-date-local',
  'event-date-gmt',
  'event-date-timestamp',
  'event-sequence',
] as const
type FixedName = (typeof FIXED)[number]

const MOST_NAMES = 10_000
const roles = new Map<string, Role>()

/** Remembered, as the same names come again and again. */
function roleOf(name: string): Role {
  const known = roles.get(name)
  if (known !== undefined) return known
  const isFixed = FIXED.some((fixed) => fixed === name.toLowerCase())
  const role = isFixed ? 'fixed' : IS_SECOND.test(name) ? 'second' : 'moment'
  if (roles.size < MOST_NAMES) roles.set(name, role)
  return role
}

const MOMENT = /^\d{16}$/
const MOMENT_DIGITS = 16
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
  const fixed: Readonly<Record<FixedName, string>> = {
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
    const role = roleOf(name)
    if (role === 'fixed') return [name, fixed[name.toLowerCase() as FixedName]]
    if (typeof value !== 'string') return header
    if (value.length === MOMENT_DIGITS && MOMENT.test(value)) return [name, String(shift(Number(value)))]
    if (role !== 'second' || !SECOND.test(value)) return header
    return [name, String(Math.floor(shift(Number(value) * 1e6) / 1e6))]
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
