import type { Check } from './check.ts'
import type { RowRecord, WrongRecord } from './measure-row.ts'

const SIGNS: Readonly<Record<RowRecord['status'], string>> = { pass: '✓', fail: '✗', unknown: '?', broken: '!' }

/**
 * Rows as text: what must hold, what was measured, and the verdict.
 * @param prove whether to show what refused each wrong formula
 */
export function renderRows(rows: readonly RowRecord[], prove: boolean): string {
  const checks = rows.flatMap((row) => row.checks)
  const widths = { what: widest(checks.map(({ what }) => what)), must: widest(checks.map(({ must }) => must)) }
  const counts = (['pass', 'fail', 'unknown', 'broken'] as const).flatMap((status) => {
    const count = rows.filter((row) => row.status === status).length
    return count > 0 ? [`${count} ${status}`] : []
  })
  return [...rows.map((row) => renderRow(row, widths, prove)), `${counts.join(', ')}\n`].join('\n')
}

interface Widths {
  readonly what: number
  readonly must: number
}

function renderRow(row: RowRecord, widths: Widths, prove: boolean): string {
  const { name, must, status, seconds, attempts, because, checks, wrong } = row
  const again = attempts > 1 ? `, attempt ${attempts}` : ''
  const refused = wrong.filter((one) => one.refused).length
  const proof = wrong.length === 0 ? [] : [`  refuses ${refused} of ${wrong.length} wrong formulas${prove ? ':' : ''}`]
  return [
    `${SIGNS[status]} ${name} (${seconds} s${again}): ${must}`,
    ...checks.map((check) => `  ${check.holds ? ' ' : '✗'} ${checkText(check, widths)}`),
    ...proof,
    ...(prove ? wrong.flatMap(wrongLines) : []),
    ...(status === 'pass' ? [] : because.map((why) => `  ${status}: ${why}`)),
    '',
  ].join('\n')
}

const checkText = ({ what, must, measured }: Check, widths: Widths): string =>
  `${what.padEnd(widths.what)}  must be ${must.padEnd(widths.must)}  is ${measured}`

const wrongLines = ({ name, refused, by }: WrongRecord): string[] =>
  by.map(({ what, must, measured }) => `    ${refused ? 'refused' : 'ACCEPTED'} ${name}: ${what} ${measured}, must be ${must}`)

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length))
