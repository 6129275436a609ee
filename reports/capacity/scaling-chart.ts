import type { ScalingRecord } from '../../harness/model/capacity.ts'
import { legend } from '../chart/legend.ts'
import { asLine, OUTCOME_STYLES } from '../chart/outcome-styles.ts'
import { xyChart } from '../chart/xy-chart.ts'
import type { Markup } from '../html/markup.ts'
import { formatCount, formatRate } from '../text/units.ts'

const LAW = asLine(OUTCOME_STYLES.doubt)

export const scalingLegend = (): Markup =>
  legend([
    { style: OUTCOME_STYLES.good, label: 'measured' },
    { style: LAW, label: 'by the law, with its 95 % interval' },
  ])

/** Throughput against size: what was measured, and what the law says as far as it may be trusted. */
export function scalingChart({ over, points, predictions }: ScalingRecord): Markup | undefined {
  const said = predictions.filter(({ trust }) => trust !== 'refused')
  const largest = points.reduce((most, { size }) => Math.max(most, size), 1)
  const beyond = said.some(({ size }) => size > 2 * largest)
  return xyChart(
    {
      id: 'scaling',
      title: `Deliveries per second by ${over}`,
      description: `${points.length} sizes measured up to ${formatCount(largest)}, ${said.length} predictions with intervals; the table has the figures.`,
      height: 320,
    },
    {
      x: { title: over, scale: 'log', format: formatCount },
      y: { title: 'deliveries per second', scale: 'linear', format: formatRate, include: [0] },
    },
    [
      ...(beyond ? [{ kind: 'beyond' as const, x: 2 * largest, name: 'beyond twice what was measured' }] : []),
      { kind: 'line', style: LAW, points: said.map(({ size, throughput }) => ({ x: size, y: throughput })) },
      {
        kind: 'intervals',
        style: LAW,
        points: said.map(({ size, interval: [low, high] }) => ({ x: size, low, high })),
      },
      {
        kind: 'points',
        style: OUTCOME_STYLES.good,
        points: points.map(({ size, throughput }) => ({ x: size, y: throughput, name: `${formatCount(size)} ${over}: ${formatRate(throughput)}` })),
      },
    ],
  )
}
