/** One thing that must hold, with what was found. */
export interface Check {
  readonly what: string
  /** What must hold, in words and figures. */
  readonly must: string
  readonly measured: string
  readonly holds: boolean
  /** Whether all that is wrong is that the figure is above its limit. */
  readonly isOver?: boolean
}

/** Limits of a figure, both included. */
export type Limits = { readonly atLeast: number; readonly atMost?: number } | { readonly atMost: number }

/** A figure within limits. NaN, as of a percentile that nobody measured, is within none. */
export function within(what: string, value: number, unit: string, limits: Limits): Check {
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = limits as Partial<Record<'atLeast' | 'atMost', number>>
  return { what, must: limitText(atLeast, atMost, unit), measured: `${show(value)}${gap(unit)}`, holds: value >= atLeast && value <= atMost, isOver: value > atMost }
}

/** A value that must be the expected one, with no tolerance. */
export function equal(what: string, value: string | number, expected: string | number): Check {
  return { what, must: `= ${brief(expected)}`, measured: brief(value), holds: value === expected }
}

const gap = (unit: string): string => (unit === '' || unit === '%' ? unit : ` ${unit}`)

function limitText(atLeast: number, atMost: number, unit: string): string {
  if (atLeast === Number.NEGATIVE_INFINITY) return `<= ${show(atMost)}${gap(unit)}`
  if (atMost === Number.POSITIVE_INFINITY) return `>= ${show(atLeast)}${gap(unit)}`
  return `${show(atLeast)} to ${show(atMost)}${gap(unit)}`
}

const show = (value: number): string => (Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3))))

const MOST = 60

/** A long text, such as an encoded histogram, by its beginning and its length. */
const brief = (value: string | number): string => {
  const text = String(value)
  return text.length <= MOST ? text : `${text.slice(0, MOST / 2)}… (${text.length} characters)`
}
