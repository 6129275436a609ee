import type { CapacityProbe, CapacitySearchRecord, ProbeOutcome } from '../../harness/model/capacity.ts'
import { legend } from '../chart/legend.ts'
import type { LineStyle } from '../chart/line-style.ts'
import { OUTCOME_STYLES } from '../chart/outcome-styles.ts'
import { xyChart } from '../chart/xy-chart.ts'
import type { XyMark } from '../chart/xy-chart.ts'
import type { Markup } from '../html/markup.ts'
import { formatRate, formatUs } from '../text/units.ts'
import { worstLatencyOf } from './probe-facts.ts'

const STYLES: Readonly<Record<ProbeOutcome, { readonly style: LineStyle; readonly label: string }>> = {
  pass: { style: OUTCOME_STYLES.good, label: 'passed' },
  fail: { style: OUTCOME_STYLES.bad, label: 'failed' },
  undecided: { style: OUTCOME_STYLES.doubt, label: 'undecided' },
  void: { style: OUTCOME_STYLES.void, label: 'void: the instrument was sick' },
}

const PATH: LineStyle = { ...OUTCOME_STYLES.void, dash: '2 3' }
const OUTCOMES = ['pass', 'fail', 'undecided', 'void'] as const

export const probesLegend = ({ probes }: CapacitySearchRecord): Markup =>
  legend(OUTCOMES.filter((outcome) => probes.some((probe) => probe.outcome === outcome)).map((outcome) => STYLES[outcome]))

const pointsOf = (
  probes: readonly CapacityProbe[],
  at: (probe: CapacityProbe, index: number) => { readonly x: number; readonly y: number },
): readonly XyMark[] =>
  OUTCOMES.map((outcome) => ({
    kind: 'points',
    style: STYLES[outcome].style,
    points: probes.flatMap((probe, i) =>
      probe.outcome === outcome
        ? [{ ...at(probe, i), name: `Probe ${i + 1}, ${formatRate(probe.rate)}: ${STYLES[outcome].label}` }]
        : [],
    ),
  }))

/** How the search closed in: the rate of each probe in the order that they were made. */
export function searchChart({ probes, answer, workload }: CapacitySearchRecord): Markup | undefined {
  const path = probes.map(({ rate }, i) => ({ x: i + 1, y: rate }))
  const counted = OUTCOMES.map((outcome) => `${probes.filter((probe) => probe.outcome === outcome).length} ${STYLES[outcome].label}`)
  const found = answer.kind === 'found' || answer.kind === 'at-least' ? answer.rate : undefined
  return xyChart(
    {
      id: `search-${workload.subscribers}`,
      title: 'Rates that were probed, in order',
      description: `${probes.length} probes: ${counted.join(', ')}.${found === undefined ? '' : ` Verified: ${formatRate(found)}.`}`,
      height: 280,
    },
    {
      x: { title: 'probe', scale: 'linear', format: String, include: [0, probes.length + 1], whole: true },
      y: { title: 'calls per second', scale: 'log', format: formatRate },
    },
    [
      { kind: 'line', style: PATH, points: path },
      ...(found === undefined ? [] : [{ kind: 'level' as const, y: found, name: `verified ${formatRate(found)}`, tone: 'soft' as const }]),
      ...pointsOf(probes, ({ rate }, i) => ({ x: i + 1, y: rate })),
    ],
  )
}

/** Where the knee is: the worst p99 of each sound probe against its rate; undefined when none has a latency. */
export function kneeChart({ probes, workload }: CapacitySearchRecord): Markup | undefined {
  const sound = probes.filter((probe) => probe.outcome !== 'void' && worstLatencyOf(probe, 'p99Us') > 0)
  return xyChart(
    {
      id: `knee-${workload.subscribers}`,
      title: 'Latency against rate',
      description: `Worst 99th percentile of ${sound.length} sound probes against the rate of calls; the table has the figures.`,
      height: 280,
    },
    {
      x: { title: 'calls per second', scale: 'log', format: formatRate },
      y: { title: 'worst p99', scale: 'log', format: formatUs },
    },
    pointsOf(sound, (probe) => ({ x: probe.rate, y: worstLatencyOf(probe, 'p99Us') })),
  )
}
