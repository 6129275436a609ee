import type { RunRecord } from '../harness/model/run-record.ts'
import { DELIVERY_COLUMNS } from './facts/receiver-groups.ts'
import { summarizeUsage } from './facts/usage-summary.ts'
import { printable } from './text/printable.ts'

type Labels = Readonly<Record<string, string>>

interface Sample {
  /** Behind the name of the family: `_count`, `_total`. */
  readonly suffix?: string
  readonly labels?: Labels
  readonly value: number
}

interface Family {
  readonly name: string
  readonly type: 'gauge' | 'summary' | 'stateset'
  readonly unit?: 'seconds' | 'bytes'
  readonly help: string
  readonly samples: readonly Sample[]
}

/** A label value has three escapes; everything else unprintable is made visible before. */
const escapeLabel = (text: string): string => printable(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')

const labelSet = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(',')

function familyLines({ name, type, unit, help, samples }: Family, common: Labels): readonly string[] {
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${help}`,
    ...samples.map(
      ({ suffix = '', labels = {}, value }) => `${name}${suffix}{${labelSet({ ...common, ...labels })}} ${value}`,
    ),
  ]
}

const QUANTILES = [
  ['0.5', 'p50Us'],
  ['0.9', 'p90Us'],
  ['0.99', 'p99Us'],
  ['0.999', 'p999Us'],
  ['0.9999', 'p9999Us'],
] as const

const latencySamples = ({ series }: RunRecord): readonly Sample[] =>
  series.flatMap(({ name, count, sumUs, quantiles }) => [
    ...(count === 0 ? [] : QUANTILES).map(([quantile, key]) => ({
      labels: { series: name, quantile },
      value: quantiles[key] / 1e6,
    })),
    { suffix: '_count', labels: { series: name }, value: count },
    { suffix: '_sum', labels: { series: name }, value: sumUs / 1e6 },
  ])

const STATUSES = ['pass', 'fail', 'invalid', 'unknown', 'aborted'] as const

function usageFamilies({ usage }: RunRecord): readonly Family[] {
  const bridge = summarizeUsage(usage, 'bridge')
  if (bridge === undefined) return []
  const peak = { value: bridge.rssPeakBytes }
  return [
    {
      name: 'callstorm_bridge_cpu_cores',
      type: 'gauge',
      help: 'Cores that the bridge kept busy.',
      samples: [
        { labels: { of: 'mean' }, value: bridge.cpuMean },
        { labels: { of: 'peak' }, value: bridge.cpuPeak },
      ],
    },
    {
      name: 'callstorm_bridge_memory_peak_bytes',
      type: 'gauge',
      unit: 'bytes',
      help: 'Most resident memory of the bridge.',
      samples: [peak],
    },
  ]
}

function families(record: RunRecord): readonly Family[] {
  const { verdict, series, ledger, objectives } = record
  return [
    {
      name: 'callstorm_verdict',
      type: 'stateset',
      help: 'What the run concludes.',
      samples: STATUSES.map((status) => ({
        labels: { callstorm_verdict: status },
        value: verdict.status === status ? 1 : 0,
      })),
    },
    {
      name: 'callstorm_objective_met',
      type: 'gauge',
      help: '1 when the objective was met by enough samples, otherwise 0.',
      samples: objectives.map(({ text, status }) => ({ labels: { objective: text }, value: status === 'met' ? 1 : 0 })),
    },
    {
      name: 'callstorm_latency_seconds',
      type: 'summary',
      unit: 'seconds',
      help: 'Latency from the intended time of the event, by series.',
      samples: latencySamples(record),
    },
    {
      name: 'callstorm_latency_max_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'Longest latency, by series.',
      samples: series
        .filter(({ count }) => count > 0)
        .map(({ name, maxUs }) => ({ labels: { series: name }, value: maxUs / 1e6 })),
    },
    {
      name: 'callstorm_deliveries',
      type: 'gauge',
      help: 'Deliveries over all receivers, by what became of them.',
      samples: DELIVERY_COLUMNS.map(({ key, title }) => ({
        labels: { state: title.replace(' ', '_') },
        value: ledger.totals[key],
      })),
    },
    ...usageFamilies(record),
  ]
}

/**
 * The headline figures of a run as OpenMetrics text, for a push gateway or a CI server that keeps them.
 * @see https://github.com/prometheus/OpenMetrics, specification 1.0
 */
export function renderOpenMetrics(record: RunRecord): string {
  const common = { scenario: record.scenario.id, bridge: record.target.profile }
  return [...families(record).flatMap((family) => familyLines(family, common)), '# EOF', ''].join('\n')
}
