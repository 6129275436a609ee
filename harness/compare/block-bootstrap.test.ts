import { expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { recordFixture, seriesOf } from '../merge/record-fixture.ts'
import { Histogram, type HistogramParts } from '../metrics/histogram.ts'
import { quantile } from '../statistics/quantile.ts'
import { blocksOf, resamplePercentiles } from './block-bootstrap.ts'

const BLOCKS = 30
const TRIALS = 60

/** Seconds of a machine that is now faster, now slower: samples of one second are alike. */
function noisyBlocks(trial: number): HistogramParts[] {
  const random = randomStream('blocks', 'trial', trial)
  return Array.from({ length: BLOCKS }, () => {
    const block = new Histogram()
    const medianUs = random.lognormal(5000, 0.2)
    for (let i = 0; i < 100; i++) block.record(Math.round(random.lognormal(medianUs, 0.2)))
    return block.toParts()
  })
}

test('resamplePercentiles() makes intervals that hold the true percentile about 19 times in 20', () => {
  const trials = Array.from({ length: TRIALS }, (_, trial) => {
    const [logarithms = []] = resamplePercentiles(noisyBlocks(trial), [50], randomStream('blocks', 'draw', trial), 200)
    return Math.exp(quantile(logarithms, 0.025)) < 5000 && Math.exp(quantile(logarithms, 0.975)) > 5000
  })
  // A 95 % interval holds it in 51 of 60 trials or more all but once in a thousand times.
  expect(trials.filter(Boolean).length).toBeGreaterThanOrEqual(51)
})

test('resamplePercentiles() of blocks that are all alike has no spread', () => {
  const block = new Histogram()
  for (const us of [1000, 1000, 1000, 1900]) block.record(us)
  const blocks = Array.from({ length: 10 }, () => block.toParts())
  const [p50, p100] = resamplePercentiles(blocks, [50, 100], randomStream('s', 'draw'), 5)
  expect(p50).toEqual(new Array(5).fill(Math.log(1000)))
  expect(p100).toEqual(new Array(5).fill(Math.log(1900)))
})

test('blocksOf() keeps seconds apart while there are few, and joins neighbours in a long run', () => {
  const samples = Array.from({ length: 8 }, (_, i) => ({ atUs: (1.1 + i) * 1e6, valueUs: 100 + i }))
  const series = seriesOf('websocket.latency', samples)
  expect(blocksOf(series)).toHaveLength(8)
  const [interval] = series.intervals
  if (interval === undefined) throw new Error('Cannot go on as the fixture must have an interval')
  const long = { ...series, intervals: Array.from({ length: 600 }, (_, at) => ({ ...interval, at })) }
  const blocks = blocksOf(long)
  expect(blocks).toHaveLength(60)
  expect(blocks[0]?.counts.reduce((sum, count) => sum + count, 0)).toBe(10)
})

test('blocksOf() has no block without samples', () => {
  expect(recordFixture().series.flatMap(blocksOf)).toEqual([])
  expect(blocksOf(seriesOf('websocket.latency', []))).toEqual([])
})
