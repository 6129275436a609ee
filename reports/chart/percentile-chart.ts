import { scaleLog } from 'd3-scale'
import { line } from 'd3-shape'
import type { ObjectiveLimit, SeriesRecord } from '../../harness/model/run-record.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { formatUs } from '../text/units.ts'
import { markerPath } from './line-style.ts'
import type { LineStyle } from './line-style.ts'
import { logBounds, logTicks } from './log-ticks.ts'
import { bottomAxis, caption, leftAxis, picture, round } from './plot-area.ts'
import type { PlotArea } from './plot-area.ts'

const WIDTH = 860
const HEIGHT = 420
const AREA: PlotArea = { left: 70, top: 14, width: WIDTH - 70 - 24, height: HEIGHT - 14 - 50 }

/** Percentiles that get a label on the axis, and a marker on every curve. */
const LANDMARKS = [0, 50, 90, 99, 99.9, 99.99, 99.999, 99.9999] as const

/** Distance from certainty, 1/(1-p): what the horizontal axis is logarithmic in. */
const remoteness = (percentile: number): number => 1 / (1 - percentile / 100)

interface Point {
  readonly percentile: number
  readonly x: number
  readonly us: number
}

/** The maximum is the value of the last of n samples, so it stands at 1/(1-p) = n. */
function pointsOf({ distribution, count }: CurveSeries): readonly Point[] {
  return distribution.map(({ percentile, valueUs }) => ({
    percentile,
    x: percentile < 100 ? Math.min(remoteness(percentile), count) : count,
    us: Math.max(1, valueUs),
  }))
}

const landmarkName = (percentile: number): string => (percentile === 100 ? 'max' : `p${percentile}`)

/** What a curve is drawn from. */
export type CurveSeries = Pick<
  SeriesRecord,
  'name' | 'title' | 'diagnostic' | 'count' | 'maxUs' | 'quantiles' | 'distribution'
>

/** A curve of a series with its style. */
export interface StyledSeries {
  readonly series: CurveSeries
  readonly style: LineStyle
}

interface Scales {
  readonly x: (remoteness: number) => number
  readonly y: (us: number) => number
  readonly yTicks: readonly number[]
  readonly farthest: number
}

function makeScales(curves: readonly StyledSeries[], limits: readonly ObjectiveLimit[]): Scales {
  const values = curves.flatMap(({ series }) => pointsOf(series).map(({ us }) => us))
  const [low, high] = logBounds(
    values.reduce((least, us) => Math.min(least, us), Number.POSITIVE_INFINITY),
    [...values, ...limits.map(({ us }) => us)].reduce((most, us) => Math.max(most, us), 0),
  )
  const farthest = curves.reduce((most, { series }) => Math.max(most, series.count), 10)
  return {
    x: scaleLog([1, farthest], [0, AREA.width]),
    y: scaleLog([low, high], [AREA.height, 0]),
    yTicks: logTicks(low, high, 14),
    farthest,
  }
}

function curveOf({ series, style }: StyledSeries, { x, y }: Scales): Markup {
  const points = pointsOf(series)
  const path =
    line<Point>(
      (point) => AREA.left + x(point.x),
      (point) => AREA.top + y(point.us),
    ).digits(1)(points) ?? ''
  const { p50Us, p90Us, p99Us, p999Us, p9999Us } = series.quantiles
  const landmarks = [
    [50, p50Us],
    [90, p90Us],
    [99, p99Us],
    [99.9, p999Us],
    [99.99, p9999Us],
  ] as const
  const markers = [...landmarks, [100, series.maxUs] as const].filter(
    ([percentile]) => percentile === 100 || remoteness(percentile) < series.count,
  )
  return html`<g class="${style.className}" stroke="${style.color}" stroke-width="2" stroke-linejoin="round">
<path d="${path}" stroke-dasharray="${style.dash}"/>
${markers.map(([percentile, us]) => {
  const at = percentile === 100 ? series.count : remoteness(percentile)
  return html`<path class="marker" fill="${style.color}" stroke="none"
    transform="translate(${round(AREA.left + x(at))} ${round(AREA.top + y(Math.max(1, us)))})"
    d="${markerPath(style)}"><title>${series.title}, ${landmarkName(percentile)}: ${formatUs(us)}</title></path>`
})}
</g>`
}

/** A ceiling that the curve has to stay under at its percentile. */
function limitOf(limit: ObjectiveLimit, curves: readonly StyledSeries[], { x, y, farthest }: Scales): Content {
  const style = curves.find(({ series }) => series.name === limit.series)?.style
  if (style === undefined) return undefined
  const centre = AREA.left + x(Math.min(farthest, remoteness(limit.percentile)))
  const height = AREA.top + y(limit.us)
  const [left, right, top] = [round(centre - 16), round(centre + 16), round(height - 5)]
  const bracket = `M${left},${round(height)}H${right}M${left},${top}v10M${right},${top}v10`
  const name = `Limit of ${limit.series} at ${landmarkName(limit.percentile)}: ${formatUs(limit.us)}`
  return html`<g class="${style.className}" stroke="${style.color}"
    stroke-width="2"><path d="${bracket}"><title>${name}</title></path></g>`
}

function describe(title: string, curves: readonly StyledSeries[]): string {
  const lines = curves.map(
    ({ series: { title, quantiles, maxUs } }) =>
      [
        `${title}: median ${formatUs(quantiles.p50Us)}`,
        `99th percentile ${formatUs(quantiles.p99Us)}`,
        `maximum ${formatUs(maxUs)}.`,
      ].join(', '),
  )
  return `${title} on logarithmic axes. ${lines.join(' ')}`
}

/**
 * Percentile curves of all series that have samples, on the logarithmic 1/(1-p) axis of HdrHistogram plots, with the
 * limits of objectives as brackets. Undefined when there is nothing to draw.
 * @param of id and title, where a page has several
 */
export function percentileChart(
  all: readonly StyledSeries[],
  limits: readonly ObjectiveLimit[],
  of: { readonly id: string; readonly title: string } = { id: 'percentiles', title: 'Latency by percentile' },
): Markup | undefined {
  const curves = all.filter(({ series }) => series.distribution.length > 0)
  if (curves.length === 0) return undefined
  const scales = makeScales(curves, limits)
  const xTicks = LANDMARKS.filter((percentile) => remoteness(percentile) <= scales.farthest).map((percentile) => ({
    at: scales.x(remoteness(percentile)),
    label: percentile === 0 ? '0 %' : `${percentile} %`,
  }))
  const yTicks = scales.yTicks.map((us) => ({ at: scales.y(us), label: formatUs(us) }))
  return picture(
    { ...of, description: describe(of.title, curves), width: WIDTH, height: HEIGHT },
    [
      bottomAxis(AREA, xTicks),
      leftAxis(AREA, yTicks),
      caption(
        AREA.left + AREA.width / 2,
        HEIGHT - 8,
        'middle',
        'share of samples that were at least as fast, towards the slowest',
      ),
      limits.map((limit) => limitOf(limit, curves, scales)),
      curves.map((curve) => curveOf(curve, scales)),
    ],
  )
}
