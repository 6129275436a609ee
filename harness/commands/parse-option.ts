import { InvalidArgumentError } from 'commander'

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 }

/** A duration such as `30s`, `500ms`, `2m`; a bare number is seconds. Returns seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)?$/.exec(text)
  if (!match) throw new InvalidArgumentError('accepted are durations such as 30s, 500ms, 2m or 1h.')
  return Number(match[1]) * (UNITS[match[2] ?? 's'] ?? 1)
}

/** A number greater than zero. */
export function parsePositive(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('accepted is a number greater than 0.')
  return value
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
