import { expect, test } from 'vitest'
import type { ProgressSnapshot } from '../../harness/model/progress.ts'
import type { TimelinePoint } from '../../harness/model/run-record.ts'
import { sampleSnapshot } from '../fixtures/sample-live.ts'
import { addSecond, MOST_POINTS } from './timeline-so-far.ts'

/** A second of a long run: the rate is its number, the latency of the second before as well. */
const secondOf = (second: number): ProgressSnapshot => {
  const sample = sampleSnapshot(20)
  const recent = [second - 3, second - 2].map((at) => ({ at, p50Us: 1, p99Us: at + 2, maxUs: at + 2 }))
  return {
    ...sample,
    elapsedSeconds: second + 0.003,
    rates: { ...sample.rates, 'calls.started': second },
    latencies: sample.latencies.slice(0, 1).map((series) => ({ ...series, recent })),
  }
}

const run = (seconds: number): readonly TimelinePoint[] => {
  let timeline: readonly TimelinePoint[] = []
  for (let second = 1; second <= seconds; second++) timeline = addSecond(timeline, secondOf(second))
  return timeline
}

test('addSecond() puts latencies into the second in which they were observed', () => {
  expect(run(4).map(({ at, latencies }) => [at, latencies['ingress.reply']?.p99Us])).toEqual([
    [0, 2],
    [1, 3],
    [2, 4],
    [3, undefined],
  ])
})

test('addSecond() keeps a bounded number of points that reach over the whole run', () => {
  const timeline = run(5000)
  expect(timeline.length).toBeLessThanOrEqual(MOST_POINTS)
  expect(timeline[0]?.at).toBe(0)
  expect(timeline.at(-1)?.at).toBeGreaterThan(4980)
  expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).toSorted((a, b) => a - b))
})

test('addSecond() stands for many seconds by their mean rate and their worst latency', () => {
  const timeline = run(601)
  const [first, second] = timeline
  expect([first?.at, second?.at]).toEqual([0, 2])
  expect(first?.rates['calls.started']).toBe(1.5)
  expect(first?.latencies['ingress.reply']?.p99Us).toBe(3)
})

test('addSecond() does not take a second twice', () => {
  const timeline = run(3)
  expect(addSecond(timeline, secondOf(3))).toHaveLength(3)
})
