import type {
  Bracket,
  CapacityProbe,
  CapacityRecord,
  CapacitySearchRecord,
  TelephonyFigures,
} from '../../harness/model/capacity.ts'
import { paintFor, type Paint } from '../text/paint.ts'
import { printable } from '../text/printable.ts'
import { type Cell, textTable } from '../text/text-table.ts'
import { formatCount, formatRate, formatSeconds, formatShare, formatUs } from '../text/units.ts'
import { verdictLines } from '../text/verdict-lines.ts'
import { answerText, bracketText, endOf, failureOf, subscribersText, telephonyRows, TRUST_WORDS, worstLatencyOf } from './probe-facts.ts'

export interface CapacityTextOptions {
  /** ANSI colours and styles. @default false */
  readonly color?: boolean
  /** Columns of the terminal. @default 100 */
  readonly width?: number
  /** Path of the HTML report, when one was written. */
  readonly report?: string
}

/** One probe and how far the bracket has closed, in one line: what is shown while the search goes on. */
export function probeLine(index: number, probe: CapacityProbe, bracket: Bracket): string {
  const { rate, seconds, purpose, outcome } = probe
  const what = `${purpose === 'verify' ? 'verify' : 'probe'} ${index}: ${formatRate(rate)} calls for ${formatSeconds(seconds)}`
  return `${what}: ${outcome}, ${whyOf(probe)} | bracket ${bracketText(bracket)}`
}

function whyOf(probe: CapacityProbe): string {
  switch (probe.outcome) {
    case 'void':
      return printable(probe.voidBecause[0] ?? '')
    case 'undecided':
      return printable(probe.objectives.find(({ status }) => status === 'unknown')?.note ?? '')
    case 'fail':
      return printable(failureOf(probe))
    case 'pass':
      return describeWorst(probe)
  }
}

function describeWorst(probe: CapacityProbe): string {
  const worst = worstLatencyOf(probe, 'p99Us')
  return Number.isNaN(worst) ? 'no latency' : `p99 ${formatUs(worst)}`
}

/** The answer of a capacity search on one screen, in units of telephony. */
export function renderCapacity(record: CapacityRecord, options: CapacityTextOptions = {}): string {
  const { color = false, width = 100, report } = options
  const paint = paintFor(color)
  const about = `capacity of ${printable(record.target.profile)} under ${printable(record.scenario.id)}`
  return [
    ...verdictLines(record.verdict, about, paint, width),
    ...(record.quick ? ['  quick: fewer probes, the true rate may lie 10 to 15 % off'] : []),
    ...record.searches.flatMap((search) => ['', ...searchLines(search, paint, width)]),
    ...scalingLines(record, paint, width),
    '',
    `${paint.bold('Held to  ')} ${record.objectives.map((text) => printable(text)).join(', ')}`,
    ...(report === undefined ? [] : [`${paint.bold('Report   ')} ${printable(report)}`]),
    `${paint.bold('Repeat   ')} ${printable(record.command)}`,
    '',
  ].join('\n')
}

function searchLines(search: CapacitySearchRecord, paint: Paint, width: number): string[] {
  const { answer, figures, probes, workload } = search
  const said = `${subscribersText(workload.subscribers)}: ${answerText(answer)}, ${probes.length} probes`
  return [
    paint.bold(said),
    ...(figures ? figureLines(figures, width) : []),
    '',
    ...rateLines(search, paint, width),
  ]
}

function figureLines(figures: TelephonyFigures, width: number): string[] {
  const rows = telephonyRows(figures).map((cells) => cells.map((text): Cell => ({ text })))
  return textTable(
    [
      { title: 'Unit', align: 'left' },
      { title: 'Capacity', align: 'right' },
    ],
    rows,
    width,
  )
}

/** Rate against the percentiles of the worst series; the last verification at the rate that the search ended at is marked. */
function rateLines({ answer, probes }: CapacitySearchRecord, paint: Paint, width: number): string[] {
  const end = endOf({ answer })
  const sound = probes.filter(({ outcome }) => outcome !== 'void').sort((a, b) => a.rate - b.rate)
  const marked = sound.findLast(({ rate, purpose }) => purpose === 'verify' && rate === end?.rate)
  const rows = sound.map((probe): Cell[] => {
    const tone = probe.outcome === 'pass' ? 'good' : probe.outcome === 'fail' ? 'bad' : 'doubt'
    return [
      { text: formatRate(probe.rate) },
      ...(['p50Us', 'p99Us', 'p999Us'] as const).map((percentile) => ({ text: formatUs(worstLatencyOf(probe, percentile)) })),
      { text: formatShare(probe.attainment) },
      { text: probe.outcome, paint: (text) => paint.tone(tone, text) },
      { text: probe === marked ? `← ${end?.name}` : '' },
    ]
  })
  const right = (title: string) => ({ title, align: 'right' as const })
  const columns = [
    right('Calls'),
    right('p50'),
    right('p99'),
    right('p99.9'),
    right('delivered'),
    { title: 'probe', align: 'left' as const },
    { title: '', align: 'left' as const },
  ]
  return rows.length === 0 ? [] : textTable(columns, rows, width)
}

function scalingLines({ scaling }: CapacityRecord, paint: Paint, width: number): string[] {
  if (!scaling) return []
  const { law, predictions } = scaling
  const rows = predictions.map(({ size, throughput, interval: [low, high], trust }): Cell[] => {
    const known = trust !== 'refused'
    return [
      { text: formatCount(size) },
      { text: known ? formatRate(throughput) : 'not known' },
      { text: known ? `${formatRate(low)} to ${formatRate(high)}` : '' },
      { text: TRUST_WORDS[trust] },
    ]
  })
  const right = (title: string) => ({ title, align: 'right' as const })
  const figures = `contention ${formatShare(law.sigma)}, coherency ${formatShare(law.kappa)}`
  return [
    '',
    paint.bold(`Deliveries per second by ${scaling.over} (Universal Scalability Law: ${figures})`),
    ...textTable(
      [right('Subscribers'), right('deliveries'), right('95 % interval'), { title: '', align: 'left' }],
      rows,
      width,
    ),
  ]
}
