import { writeFileSync } from 'node:fs'

/** One measured value of a bench. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** `ratio` for what is compared with something else of the same run. */
  readonly unit: string
  /** What we want it to be, where we want something. */
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number }
}

/** The middle one of several; the upper of two middles. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const NAME_WIDTH = 58
const VALUE_WIDTH = 10
const UNIT_WIDTH = 10

/** One line of a table. */
export function figureLine({ name, value, unit, aim }: Figure): string {
  const wanted = aim === undefined ? '' : `${UNIT_TO_AIM}${aimText(aim)}${meets(value, aim) ? '' : '  missed'}`
  const measured = value.toFixed(Math.abs(value) < 10 ? 2 : 0).padStart(VALUE_WIDTH)
  return `${name.padEnd(NAME_WIDTH)}${measured} ${unit.padEnd(UNIT_WIDTH)}${wanted}`.trimEnd()
}

const UNIT_TO_AIM = ' aim '
type Aim = NonNullable<Figure['aim']>

const aimText = (aim: Aim): string => ('atLeast' in aim ? `>= ${aim.atLeast}` : `<= ${aim.atMost}`)
const meets = (value: number, aim: Aim): boolean => ('atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost)

/** Where `--json` sends figures: into a file when one is named behind it, otherwise to the standard output. */
export type JsonTarget = { readonly kind: 'none' } | { readonly kind: 'output' } | { readonly kind: 'file'; readonly path: string }

export function jsonTarget(parameters: readonly string[]): JsonTarget {
  const at = parameters.indexOf('--json')
  if (at < 0) return { kind: 'none' }
  const path = parameters[at + 1]
  return path === undefined || path.startsWith('-') ? { kind: 'output' } : { kind: 'file', path }
}

/** Prints a report as the command line wants it: as text, or as JSON, or both when the JSON goes into a file. */
export function printReport(report: unknown, text: string): void {
  const target = jsonTarget(process.argv)
  if (target.kind === 'file') writeFileSync(target.path, `${JSON.stringify(report, undefined, 2)}\n`)
  console.log(target.kind === 'output' ? JSON.stringify(report) : text)
}

export const printFigures = (figures: readonly Figure[]): void => printReport(figures, figures.map(figureLine).join('\n'))
