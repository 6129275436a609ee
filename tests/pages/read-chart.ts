import type { Page } from 'playwright-core'
import { readElements } from './read-elements.ts'

/** A marker of a curve as it is drawn. */
export interface DrawnMarker {
  /** Its name for those who do not see it: `Ingress reply, p99: 8.29 ms`. */
  readonly title: string
  /** What its height means, read off the labels of the axis. */
  readonly us: number
}

const SIZES: Readonly<Record<string, number>> = { µs: 1, ms: 1e3, s: 1e6 }

/** `12.4 ms` as microseconds. @throws SyntaxError for anything else */
export function parseLatency(text: string): number {
  const [, number = '', unit = ''] = /^([\d.]+) (µs|ms|s)$/.exec(text) ?? []
  const size = SIZES[unit]
  if (size !== undefined) return Number(number) * size
  throw new SyntaxError(`Cannot read a latency as it must be like "12.4 ms": current value is "${text}"`)
}

interface AxisLabel {
  readonly text: string
  readonly y: number
}

/** A logarithmic axis as a reader takes it: two labels and their heights give all others. */
function axisOf(labels: readonly AxisLabel[]): (y: number) => number {
  const [first, last] = [labels.at(0), labels.at(-1)]
  if (first === undefined || last === undefined || first.y === last.y) {
    throw new RangeError(`Cannot read an axis as it must have two labels: current count is ${labels.length}`)
  }
  const [from, to] = [first, last].map(({ text }) => Math.log(parseLatency(text)))
  return (y) => Math.exp((from ?? 0) + ((y - first.y) / (last.y - first.y)) * ((to ?? 0) - (from ?? 0)))
}

/** How far below its grid line the baseline of a label stands. */
const BASELINE = 4

/**
 * The markers of a chart with the values that their heights mean, so that a curve drawn at the wrong height is found
 * even where its title is right.
 * @param chart selector of the svg
 */
export async function readMarkers(page: Page, chart: string): Promise<readonly DrawnMarker[]> {
  const labels = await readElements<AxisLabel>(
    page,
    `${chart} text.axis[text-anchor=end]`,
    `{ text: element.textContent, y: Number(element.getAttribute("y")) - ${BASELINE} }`,
  )
  const valueAt = axisOf(labels)
  const markers = await readElements<{ readonly title: string; readonly y: number }>(
    page,
    `${chart} path.marker`,
    '{ title: element.textContent, y: element.transform.baseVal[0].matrix.f }',
  )
  return markers.map(({ title, y }) => ({ title, us: valueAt(y) }))
}
