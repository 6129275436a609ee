import type { FsHeader } from '../codec/event.ts'
import type { SwitchIdentity } from '../bus.ts'
import type { EventTypeName } from './event-types.ts'

/** One moment as the three date headers show it. */
export interface EventStamp {
  /** Microseconds since the epoch, decimal. */
  readonly timestamp: string
  /** `2026-11-22 01:35:04`, local time. */
  readonly local: string
  /** `Sun, 22 Nov 2026 01:35:04 GMT`. */
  readonly gmt: string
}

/** Place in the server's source that fired the event. */
export interface CallSite {
  readonly file: string
  readonly function: string
  readonly line: number
}

/**
 * The base block of thirteen headers, in wire order (wire specification 4.2). An address that is empty is left out.
 * `sequence` and `stamp` are texts, so that markers of a template can stand for them.
 */
export function baseHeaders(
  identity: SwitchIdentity,
  name: EventTypeName,
  sequence: string,
  stamp: EventStamp,
  site: CallSite,
): FsHeader[] {
  const headers: FsHeader[] = [
    ['Event-Name', name],
    ['Core-UUID', identity.coreUuid],
    ['FreeSWITCH-Hostname', identity.hostname],
    ['FreeSWITCH-Switchname', identity.switchname],
  ]
  if (identity.ipv4 !== '') headers.push(['FreeSWITCH-IPv4', identity.ipv4])
  if (identity.ipv6 !== '') headers.push(['FreeSWITCH-IPv6', identity.ipv6])
  headers.push(
    ['Event-Date-Local', stamp.local],
    ['Event-Date-GMT', stamp.gmt],
    ['Event-Date-Timestamp', stamp.timestamp],
    ['Event-Calling-File', site.file],
    ['Event-Calling-Function', site.function],
    ['Event-Calling-Line-Number', String(site.line)],
    ['Event-Sequence', sequence],
  )
  return headers
}

/** The date headers of a moment, given as whole microseconds of Unix time. */
export function stampOf(epochUs: number): EventStamp {
  const date = new Date(epochUs / 1000)
  return { timestamp: String(epochUs), local: localTime(date), gmt: date.toUTCString() }
}

/** `2026-11-22 01:35:04` in the time zone of the process. */
export function localTime(date: Date): string {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}
