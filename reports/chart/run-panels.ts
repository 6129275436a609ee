import type { TimelinePoint } from '../../harness/model/run-record.ts'
import { formatRate, formatUs, titleOf } from '../text/units.ts'
import { lineStyles } from './line-style.ts'
import type { LineStyle } from './line-style.ts'
import type { TimePanel } from './time-panels.ts'

/** Names of all rates that a timeline has. */
export const rateNames = (timeline: readonly TimelinePoint[]): readonly string[] => [
  ...new Set(timeline.flatMap(({ rates }) => Object.keys(rates))),
]

/** A panel for each rate. */
export function ratePanels(timeline: readonly TimelinePoint[]): readonly TimePanel[] {
  const [style] = lineStyles([{ diagnostic: false }])
  if (style === undefined) return []
  return rateNames(timeline).map((name) => ({
    title: `${titleOf(name)} per second`,
    height: 76,
    scale: 'linear',
    format: (value) => formatRate(value).replace('/s', ''),
    lines: [{ style, points: timeline.map(({ at, rates }) => ({ at, value: rates[name] })) }],
  }))
}

/** One panel with the latencies of all series. */
export const latencyPanel = (
  timeline: readonly TimelinePoint[],
  styled: readonly { readonly series: { readonly name: string }; readonly style: LineStyle }[],
): TimePanel => ({
  title: '99th percentile of each second',
  height: 250,
  scale: 'log',
  format: formatUs,
  lines: styled.map(({ series, style }) => ({
    style,
    points: timeline.map(({ at, latencies }) => ({ at, value: latencies[series.name]?.p99Us })),
  })),
})
