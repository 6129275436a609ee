import type { CapacityProbe, CapacitySearchRecord, ProbeOutcome } from '../../harness/model/capacity.ts'
import { legend } from '../chart/legend.ts'
import type { LineStyle } from '../chart/line-style.ts'
import { asLine, OUTCOME_STYLES } from '../chart/outcome-styles.ts'
import { xyChart } from '../chart/xy-chart.ts'
import type { XyMark } from '../chart/xy-chart.ts'
import type { Markup } from '../html/markup.ts'
import { formatRate, formatUs } from '../text/units.ts'
import { endOf, worstLatencyOf } from './probe-facts.ts'

const STYLES: Readonly<Record<ProbeOutcome, { readonly style: LineStyle; readonly label: string }>> = {
  pass: { style: OUTCOME_STYLES.good, label: 'passed' },
  fail: { style: OUTCOME_STYLES.bad, label: 'failed' },
  undecided: { style: OUTCOME_STYLES.doubt, label: 'undecided' },
  void: { style: OUTCOME_STYLES.void, label: 'void: the instrument was sick' },
}

const PATH: LineStyle = { ...OUTCOME_STYLES.void, dash: '2 3' }
const OUTCOMES = ['pass', 'fail', 'undecided', 'void'] as const

const outcomesOf = (probes: readonly CapacityProbe[]) =>
  OUTCOMES.filter((outcome) => probes.some((probe) => probe.outcome === outcome)).map((outcome) => STYLES[outcome])

export const probesLegend = ({ probes }: CapacitySearchRecord): Markup => legend(outcomesOf(probes))

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

const PERCENTILES = [
  { label: 'p50', percentile: 'p50Us', style: { ...OUTCOME_STYLES.void, dash: '2 3' } },
  { label: 'p99', percentile: 'p99Us', style: asLine(OUTCOME_STYLES.good) },
  { label: 'p99.9', percentile: 'p999Us', style: { ...asLine(OUTCOME_STYLES.doubt), dash: '6 3' } },
] as const

/** What the lines of {@link kneeChart} are, and the outcomes of the probes that they go through. */
export const kneeLegend = ({ probes }: CapacitySearchRecord): Markup =>
  legend([...PERCENTILES, ...outcomesOf(soundProbes(probes))])

const soundProbes = (probes: readonly CapacityProbe[]): readonly CapacityProbe[] =>
  probes.filter((probe) => probe.outcome !== 'void' && worstLatencyOf(probe, 'p99Us') > 0)

/** The middle one of a percentile of the sound probes at each rate, by rate: percentiles are never averaged. */
function middles(sound: readonly CapacityProbe[], percentile: 'p50Us' | 'p99Us' | 'p999Us') {
  const rates = [...new Set(sound.map(({ rate }) => rate))].sort((a, b) => a - b)
  return rates.map((rate) => {
    const values = sound.filter((probe) => probe.rate === rate).map((probe) => worstLatencyOf(probe, percentile))
    return { x: rate, y: values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN }
  })
}

/**
 * Rate against latency: the worst p50, p99 and p99.9 of the sound probes, with the rate that the search ended at;
 * undefined when no probe has a latency.
 */
export function kneeChart({ probes, workload, answer }: CapacitySearchRecord): Markup | undefined {
  const sound = soundProbes(probes)
  const end = endOf({ answer })
  return xyChart(
    {
      id: `knee-${workload.subscribers}`,
      title: 'Latency against rate',
      description: `Worst p50, p99 and p99.9 of ${sound.length} sound probes against the rate of calls${
        end === undefined ? '' : `; ${end.name} at ${formatRate(end.rate)}`
      }; the table has the figures.`,
      height: 280,
    },
    {
      x: { title: 'calls per second', scale: 'log', format: formatRate },
      y: { title: 'worst latency', scale: 'log', format: formatUs },
    },
    [
      ...(end === undefined ? [] : [{ kind: 'upright' as const, x: end.rate, name: `${end.name} ${formatRate(end.rate)}` }]),
      ...PERCENTILES.map(({ percentile, style }) => ({ kind: 'line' as const, style, points: middles(sound, percentile) })),
      ...pointsOf(sound, (probe) => ({ x: probe.rate, y: worstLatencyOf(probe, 'p99Us') })),
    ],
  )
}
