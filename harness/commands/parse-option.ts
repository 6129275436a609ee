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

/** A time of day with its zone, as ISO 8601 has it. Returns Unix milliseconds. */
export function parseMoment(text: string): number {
  const ms = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms)) throw new InvalidArgumentError('accepted is a moment such as 2026-11-22T04:30:00Z.')
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
