/** One measured value of a bench. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** `ratio` for what is compared with something else of the same run; a bench's table shows two digits of it. */
  readonly unit: string
}

/** The middle one of several; the upper of two middles. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const NAME_WIDTH = 56
const VALUE_WIDTH = 10

/** One line of a table. */
export const figureLine = ({ name, value, unit }: Figure): string =>
  `${name.padEnd(NAME_WIDTH)}${value.toFixed(Math.abs(value) < 10 ? 2 : 0).padStart(VALUE_WIDTH)} ${unit}`

/** Prints figures as a table, or as JSON when the command line says `--json`. */
export function printFigures(figures: readonly Figure[]): void {
  console.log(process.argv.includes('--json') ? JSON.stringify(figures) : figures.map(figureLine).join('\n'))
}
