import { randomStream } from '../../simulators/traffic/index.ts'
import type { Histogram, HistogramParts } from '../metrics/histogram.ts'
import { decodeHistogram } from '../metrics/histogram-codec.ts'
import { samplesNeeded } from '../metrics/judge-objective.ts'
import type { ComparedLatency, LatencyChange, LatencyValue } from '../model/comparison.ts'
import type { SeriesRecord } from '../model/run-record.ts'
import { quantile } from '../statistics/quantile.ts'
import { blocksOf, FEWEST_BLOCKS, resamplePercentiles } from './block-bootstrap.ts'
import { type LatencySubject, latencySubjects } from './latency-subjects.ts'
import { adjustFamilies, compareRunValues, FEWEST_RUNS } from './run-values.ts'
import type { Side } from './side.ts'

const RESAMPLES = 400
/** 19 times in 20. */
const [LOW, HIGH] = [0.025, 0.975]

/** Every latency that the sides are compared by. @param seed of the resampling: equal records give equal intervals */
export function compareLatencies(sides: readonly Side[], seed: string): ComparedLatency[] {
  const subjects = latencySubjects(sides.flatMap(({ runs }) => runs))
  const names = [...new Set(subjects.map(({ series }) => series))]
  const compared = names.flatMap((name) => {
    const own = subjects.filter(({ series }) => series === name)
    const measured = sides.map((side, i) => measureSide(side, own, `${seed}/${i}`))
    return own.map((subject, at) => compareOne(subject, sides, measured.map((side) => side[at])))
  })
  return adjustFamilies(compared)
}

/** A latency of one side: of all its runs together, of each run, and of what might as well have been. */
interface MeasuredLatency {
  readonly us: number
  readonly byRun: readonly (number | undefined)[]
  /** Logarithms; empty with too few blocks. */
  readonly resampled: readonly number[]
}

function measureSide({ runs }: Side, subjects: readonly LatencySubject[], seed: string): (MeasuredLatency | undefined)[] {
  const [first] = subjects
  const records = runs.map(({ series }) => series.find(({ name }) => name === first?.series))
  const known = records.filter((record) => record !== undefined)
  const histograms = records.map((record) => record && histogramOf(record))
  const [whole, ...others] = known.map(histogramOf)
  for (const other of others) whole?.add(other)
  const resampled = resample(known.flatMap(blocksOf), subjects, seed)
  return subjects.map((subject, i) => {
    const us = whole && percentileOf(whole, subject)
    const byRun = histograms.map((histogram) => histogram && percentileOf(histogram, subject))
    return us === undefined ? undefined : { us, byRun, resampled: resampled[i] ?? [] }
  })
}

function resample(blocks: readonly HistogramParts[], subjects: readonly LatencySubject[], seed: string): number[][] {
  if (blocks.length < FEWEST_BLOCKS) return []
  const random = randomStream(seed, `compare ${subjects[0]?.series ?? ''}`)
  return resamplePercentiles(blocks, subjects.map(({ percentile }) => percentile), random, RESAMPLES)
}

const histogramOf = ({ histogram, overrange, minUs: min, maxUs: max, sumUs: sum }: SeriesRecord): Histogram =>
  decodeHistogram(histogram, { overrange, min, max, sum })

function percentileOf(histogram: Histogram, { series, percentile }: LatencySubject): number | undefined {
  const needed = samplesNeeded({ kind: 'percentile', series, percentile })
  return histogram.count < needed ? undefined : histogram.percentile(percentile)
}

function compareOne(
  { metric, asserted }: LatencySubject,
  sides: readonly Side[],
  measured: readonly (MeasuredLatency | undefined)[],
): ComparedLatency {
  const [base, ...others] = measured
  return {
    metric,
    asserted,
    sides: measured.map((side) => side && valueOf(side)),
    changes: others.map((other, i) => changeOf(base, other, [sides[0], sides[i + 1]])),
  }
}

const valueOf = ({ us, resampled }: MeasuredLatency): LatencyValue =>
  resampled.length === 0 ? { us } : { us, interval: { lowUs: edge(resampled, LOW), highUs: edge(resampled, HIGH) } }

const edge = (logarithms: readonly number[], share: number): number => Math.round(Math.exp(quantile(logarithms, share)))

function changeOf(
  base: MeasuredLatency | undefined,
  other: MeasuredLatency | undefined,
  [baseSide, otherSide]: readonly [Side | undefined, Side | undefined],
): LatencyChange {
  if (!base || !other) return { kind: 'none', shift: undefined, because: 'too few samples' }
  const runs = [base, other].map(({ byRun }) => byRun.filter((us) => us !== undefined).length)
  if (Math.min(...runs) >= FEWEST_RUNS) {
    return compareRunValues({ side: baseSide, values: base.byRun }, { side: otherSide, values: other.byRun })
  }
  const shift = Math.log(Math.max(1, other.us) / Math.max(1, base.us))
  if (base.resampled.length === 0 || other.resampled.length === 0) {
    return { kind: 'none', shift, because: `fewer than ${FEWEST_BLOCKS} seconds with samples` }
  }
  // Resamples of the two sides are independent of each other, so any pairing of them is as good as another.
  const shifts = other.resampled.map((value, i) => value - (base.resampled[i] ?? 0))
  const [low, high] = [quantile(shifts, LOW), quantile(shifts, HIGH)]
  return { kind: 'blocks', status: low > 0 || high < 0 ? 'apart' : 'overlapping', shift, low, high }
}
