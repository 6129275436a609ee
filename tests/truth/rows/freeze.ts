import { Histogram } from '../../../harness/metrics/histogram.ts'
import { decodeHistogram } from '../../../harness/metrics/histogram-codec.ts'
import { quantile } from '../../../harness/statistics/quantile.ts'
import { saturateClosed } from '../closed-loop.ts'
import { equal, within } from '../check.ts'
import { observeRun, sickOf } from '../observe-run.ts'
import { postWorkload } from '../post-workload.ts'
import { defineRow, type Stage } from '../row.ts'
import { startStub } from '../stub.ts'

/** What a client measured of a server that stood still once. */
interface Frozen {
  /** What each POST must have waited, by its intended time and the server's own account of its freeze, ms. */
  readonly theoryMs: readonly number[]
  /** The harness: from the intended time, and from the moment of sending, as its histograms have them. */
  readonly response: Histogram
  readonly service: Histogram
  /** A client that sends the next request when the last one is answered, ms. */
  readonly closedMs: { readonly p50: number; readonly p90: number; readonly p99: number; readonly p999: number }
  /** p99 of each second, ms. */
  readonly secondsP99Ms: readonly number[]
}

/** What a formula says of the same freeze, milliseconds. */
interface Tail {
  readonly p90: number
  readonly p99: number
  readonly p999: number
}

const PER_SECOND = 200
const SECONDS = 10
const HOLD_MS = 5
const FREEZE = { afterMs: 3000, forMs: 1400 }

export const freeze = defineRow<Frozen, Tail>({
  name: 'freeze',
  must: 'a stall of 1.4 s in 10 s at 200/s shows in the percentiles as theory has it',
  seconds: 18,
  observe: observeFreeze,
  formula: ({ response }) => tailOf(response),
  wrong: [
    { name: 'measured from the send, not from the intended time', of: ({ service }) => tailOf(service) },
    { name: 'a closed loop: the next request when the last is answered', of: ({ closedMs }) => closedMs },
    { name: 'a correction formula on top', of: ({ response }) => tailOf(corrected(response, 1e6 / PER_SECOND)) },
    { name: 'percentiles of seconds averaged', of: averaged },
  ],
  checks: (tail, { theoryMs, closedMs }) => [
    equal('POSTs that the theory is about', theoryMs.length > 0 ? 'some' : 'none', 'some'),
    share('p90 above theory', tail.p90, theoryMs, 0.9, 15),
    share('p99 above theory', tail.p99, theoryMs, 0.99, 3),
    share('p99.9 above theory', tail.p999, theoryMs, 0.999, 3),
    within('p99 of a closed loop, which hides it', closedMs.p99, 'ms', { atMost: 50 }),
  ],
  specimen,
})

/** A measured percentile against that of the theory, in per cent of the latter: a drain behind the stall adds to it. */
function share(what: string, measuredMs: number, theoryMs: readonly number[], at: number, most: number) {
  const theory = quantile(theoryMs, at)
  return within(`${what} of ${Math.round(theory)} ms`, (measuredMs / theory - 1) * 100, '%', { atLeast: -1, atMost: most })
}

const tailOf = (histogram: Histogram): Tail => {
  const ms = (percentile: number): number => (histogram.percentile(percentile) ?? Number.NaN) / 1000
  return { p90: ms(90), p99: ms(99), p999: ms(99.9) }
}

function averaged({ secondsP99Ms, response }: Frozen): Tail {
  const p99 = secondsP99Ms.reduce((sum, ms) => sum + ms, 0) / secondsP99Ms.length
  return { ...tailOf(response), p99 }
}

/** What HdrHistogram's correction for coordinated omission adds: a sample at each interval below each sample. */
function corrected(histogram: Histogram, intervalUs: number): Histogram {
  const more = new Histogram()
  const { buckets, counts } = histogram.toParts()
  more.add(histogram)
  const values = [...buckets].map((_bucket, i) => ({ us: histogramValue(histogram, i), count: counts[i] ?? 0 }))
  for (const { us, count } of values) {
    for (let missing = us - intervalUs; missing >= intervalUs; missing -= intervalUs) {
      for (let i = 0; i < count; i++) more.record(Math.round(missing))
    }
  }
  return more
}
