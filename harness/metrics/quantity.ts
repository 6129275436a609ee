/** What a limit measures. */
export type Dimension = 'time' | 'count' | 'share' | 'rate' | 'bytes' | 'bytes-rate'

/**
 * Units in which limits are written, by dimension: how many base units each is. Base units are the microsecond, one,
 * one (100 %), one per second, the octet and the octet per second.
 */
const UNITS: Readonly<Record<Dimension, Readonly<Record<string, number>>>> = {
  time: { us: 1, ms: 1e3, s: 1e6 },
  count: { '': 1 },
  share: { '%': 0.01 },
  rate: { '/s': 1, '/min': 1 / 60 },
  bytes: { KB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 },
  'bytes-rate': { 'KB/s': 1e3, 'MB/s': 1e6, 'KB/min': 1e3 / 60, 'MB/min': 1e6 / 60, 'MB/h': 1e6 / 3600 },
}

/** Units accepted for some dimensions, as an error names them. */
export const unitsOf = (dimensions: readonly Dimension[]): string[] =>
  dimensions.flatMap((dimension) => Object.keys(UNITS[dimension]).map((unit) => unit || '(a bare number)'))

/** The dimension of a unit among some, and its size in base units; undefined when it is none of theirs. */
export function findUnit(
  unit: string,
  dimensions: readonly Dimension[],
): { readonly dimension: Dimension; readonly size: number } | undefined {
  for (const dimension of dimensions) {
    const size = UNITS[dimension][unit]
    if (size !== undefined) return { dimension, size }
  }
  return undefined
}

/** A value of base units as text in a unit, three digits where it is no count: `12.4 ms`. */
export function formatQuantity(value: number, dimension: Dimension, unit: string): string {
  if (dimension === 'count') return String(value)
  const inUnit = value / (UNITS[dimension][unit] ?? 1)
  const digits = Math.abs(inUnit) >= 100 ? String(Math.round(inUnit)) : String(Number(inUnit.toPrecision(3)))
  return unit.startsWith('/') || unit === '%' ? `${digits}${unit}` : `${digits} ${unit}`
}
