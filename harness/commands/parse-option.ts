import { InvalidArgumentError } from 'commander'

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 }

/** A week: what a run keeps grows with its length, and nobody waits for longer. */
const LONGEST_S = 168 * 3600

/** A duration such as `30s`, `500ms`, `2m`; a bare number is seconds. Returns seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)?$/.exec(text)
  if (!match) throw new InvalidArgumentError('accepted are durations such as 30s, 500ms, 2m or 1h.')
  const seconds = Number(match[1]) * (UNITS[match[2] ?? 's'] ?? 1)
  if (seconds > LONGEST_S) throw new InvalidArgumentError('accepted are durations up to 168h.')
  return seconds
}

/** A duration greater than zero. Returns seconds. */
export function parseLength(text: string): number {
  const seconds = parseDuration(text)
  if (seconds === 0) throw new InvalidArgumentError('accepted are durations greater than 0, such as 30s, 500ms, 2m or 1h.')
  return seconds
}

/** A number greater than zero. */
export function parsePositive(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('accepted is a number greater than 0.')
  return value
}

/** A part of a run such as `2/3`. */
export function parseSegment(text: string): { readonly part: number; readonly of: number } {
  const [, part, of] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number)
  if (part === undefined || of === undefined || part < 1 || part > of) {
    throw new InvalidArgumentError('accepted is a part such as 2/3: the second of three.')
  }
  return { part, of }
}

/** Timers of Node end at 24.8 days and then fire at once; and nobody plans a start for the day after tomorrow. */
const LATEST_START_MS = 24 * 3600 * 1000
const A_MINUTE_MS = 60_000

/**
 * A moment to come within a day, with its zone, as ISO 8601 has it. One that is over by a second is refused like any
 * other: traffic that began at another moment than that of the other segments could not be merged with theirs.
 * @param nowMs Unix milliseconds
 * @returns Unix milliseconds
 */
export function parseStart(text: string, nowMs = Date.now()): number {
  const ms = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  const [now, soon] = [nowMs, nowMs + A_MINUTE_MS].map((at) => new Date(at).toISOString().replace(/\.\d+/, ''))
  const accepted = `accepted is a moment within the next 24 h, such as ${soon}.`
  if (Number.isNaN(ms)) throw new InvalidArgumentError(accepted)
  if (ms <= nowMs) throw new InvalidArgumentError(`it is past, as it is ${now} now: ${accepted}`)
  if (ms > nowMs + LATEST_START_MS) throw new InvalidArgumentError(`it is too far away: ${accepted}`)
  return ms
}

/** A whole number in a range, both ends included. */
export const parseInteger =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^-?\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`accepted is a whole number from ${min} to ${max}.`)
    }
    return value
  }
