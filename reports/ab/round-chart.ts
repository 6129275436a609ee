import type { AbRecord } from '../../harness/model/gate.ts'
import { legend } from '../chart/legend.ts'
import { asLine, OUTCOME_STYLES } from '../chart/outcome-styles.ts'
import { xyChart } from '../chart/xy-chart.ts'
import type { XyPoint } from '../chart/xy-chart.ts'
import { shiftText } from '../compare/change-words.ts'
import type { Markup } from '../html/markup.ts'
import { formatUs } from '../text/units.ts'

/** Changes beyond these are drawn at the edge: one wild round must not flatten all others. */
const EDGE = Math.log(3)

const ESTIMATE = asLine({ ...OUTCOME_STYLES.doubt, className: 'line0', color: '#0072B2' })
/** Shares that the axis may be labelled with. */
const TICKS = [0, 0.1, -0.1, 0.2, -0.2, 0.5, -0.3, 1, -0.5, 2].map((share) => Math.log1p(share))

export const roundLegend = (): Markup =>
  legend([
    { style: OUTCOME_STYLES.good, label: 'round' },
    { style: OUTCOME_STYLES.void, label: 'void round, does not count' },
    { style: ESTIMATE, label: 'estimate over all valid rounds' },
  ])

/** Change of one latency in each round, with the estimate over all of them; undefined when no round knows it. */
export function roundChart({ rounds, decision }: AbRecord, metric: string, index: number): Markup | undefined {
  const points = rounds.flatMap(({ values, voidBecause }, i): (XyPoint & { readonly isVoid: boolean })[] => {
    const { a = 0, b = 0 } = values[metric] ?? {}
    if (a <= 0 || b <= 0) return []
    const shift = Math.log(b / a)
    const name = `Round ${i + 1}: ${shiftText(shift)}, A ${formatUs(a)}, B ${formatUs(b)}`
    return [{ x: i + 1, y: Math.max(-EDGE, Math.min(EDGE, shift)), name, isVoid: voidBecause.length > 0 }]
  })
  const found = decision.metrics.find((one) => one.metric === metric)
  const estimate = found && found.rounds > 0 ? found.shift : undefined
  const said = estimate === undefined ? 'No estimate.' : `Estimate over all valid rounds ${shiftText(estimate)}.`
  return xyChart(
    {
      id: `rounds-${index}`,
      title: `Change of ${metric} in each round`,
      description: `Change of B against A in ${points.length} rounds, ${points.filter(({ isVoid }) => isVoid).length} of them void. ${said}`,
      height: 260,
    },
    {
      x: { title: 'round', scale: 'linear', format: String, include: [0, rounds.length + 1], whole: true },
      y: { title: 'B against A', scale: 'linear', format: shiftText, include: [-0.2, 0.2], ticks: TICKS },
    },
    [
      { kind: 'level', y: 0, name: '', tone: 'soft' },
      { kind: 'level', y: Math.log(1.05), name: 'called worse above 5 %', tone: 'bad' },
      ...(estimate === undefined
        ? []
        : [{ kind: 'line' as const, style: ESTIMATE, points: [{ x: 0, y: estimate }, { x: rounds.length + 1, y: estimate }] }]),
      { kind: 'points', style: OUTCOME_STYLES.good, points: points.filter(({ isVoid }) => !isVoid) },
      { kind: 'points', style: OUTCOME_STYLES.void, points: points.filter(({ isVoid }) => isVoid) },
    ],
  )
}
