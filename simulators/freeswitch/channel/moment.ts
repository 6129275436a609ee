import { type EventStamp, stampOf } from '../events/base-headers.ts'

/**
 * A moment of a call as the texts that events show. A script may hand in markers instead of times, so moments are
 * never calculated with: what lies between two of them comes from `Stage.span()`.
 */
export interface Moment extends EventStamp {
  /** Whole seconds since the epoch, decimal. */
  readonly epoch: string
  /** `Sun, 22 Nov 2026 01:34:17 +0000`, local time with its offset. */
  readonly rfc2822: string
}

/**
 * What lies between two moments, decimal. The server rounds both ends down before it subtracts, so
 * `milliseconds` is not `microseconds / 1000`.
 */
export interface Span {
  readonly seconds: string
  readonly milliseconds: string
  readonly microseconds: string
}

/** From a moment to itself. */
export const NO_SPAN: Span = { seconds: '0', milliseconds: '0', microseconds: '0' }

/** The texts of a Unix time in whole microseconds. */
export function momentOf(epochUs: number): Moment {
  return { ...stampOf(epochUs), epoch: String(Math.floor(epochUs / 1e6)), rfc2822: rfc2822(new Date(epochUs / 1000)) }
}

/** What lies between two Unix times in whole microseconds. */
export function spanBetween(fromUs: number, toUs: number): Span {
  return {
    seconds: unitsBetween(fromUs, toUs, SPAN_UNITS_US.seconds),
    milliseconds: unitsBetween(fromUs, toUs, SPAN_UNITS_US.milliseconds),
    microseconds: unitsBetween(fromUs, toUs, SPAN_UNITS_US.microseconds),
  }
}

/** Microseconds in the unit of each member of a span. */
export const SPAN_UNITS_US: Readonly<Record<keyof Span, number>> = { seconds: 1e6, milliseconds: 1e3, microseconds: 1 }

/** One member of what lies between two Unix times, in units of so many microseconds. */
export function unitsBetween(fromUs: number, toUs: number, unitUs: number): string {
  return String(Math.floor(toUs / unitUs) - Math.floor(fromUs / unitUs))
}

/** `Sun, 22 Nov 2026 01:34:17 +0000`, in the time zone of the process. */
export function rfc2822(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const shifted = new Date(date.getTime() + minutes * 60_000)
  const size = Math.abs(minutes)
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
  return shifted.toUTCString().replace('GMT', offset)
}

const two = (number: number): string => String(number).padStart(2, '0')
