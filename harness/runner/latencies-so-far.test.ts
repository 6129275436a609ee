import { expect, test } from 'vitest'
import { Histogram } from '../metrics/histogram.ts'
import { createLatenciesSoFar } from './latencies-so-far.ts'

/** One second of one thread. */
function second(at: number, ...values: readonly number[]) {
  const histogram = new Histogram()
  for (const us of values) histogram.record(us)
  return { at, seconds: 1, parts: histogram.toParts() }
}

test('createLatenciesSoFar() merges the seconds of all threads', () => {
  const latencies = createLatenciesSoFar()
  latencies.add([{ name: 'websocket.latency', intervals: [second(5, 100, 200), second(6, 300)] }])
  latencies.add([{ name: 'websocket.latency', intervals: [second(6, 900)] }])
  expect(latencies.read()).toEqual([
    {
      name: 'websocket.latency',
      title: 'Event to websocket frame',
      diagnostic: false,
      count: 4,
      p50Us: 200,
      p99Us: 900,
      maxUs: 900,
      lastSecond: { at: 6, p50Us: 300, p99Us: 900, maxUs: 900 },
    },
  ])
})

test('createLatenciesSoFar() takes the newest second alone for the last percentile', () => {
  const latencies = createLatenciesSoFar()
  latencies.add([{ name: 'ingress.reply', intervals: [second(5, 9000), second(6, 100)] }])
  expect(latencies.read()).toMatchObject([{ maxUs: 9000, lastSecond: { at: 6, p99Us: 100 } }])
  // A thread that is behind tells of a second that is over: it counts, but is not the newest.
  latencies.add([{ name: 'ingress.reply', intervals: [second(5, 12_000)] }])
  expect(latencies.read()).toMatchObject([{ count: 3, maxUs: 12_000, lastSecond: { at: 6, p99Us: 100 } }])
})

test('createLatenciesSoFar() has nothing of a series without samples', () => {
  expect(createLatenciesSoFar().read()).toEqual([])
})
