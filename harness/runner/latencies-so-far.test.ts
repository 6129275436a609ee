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
      recent: [
        { at: 5, p50Us: 100, p99Us: 200, maxUs: 200 },
        { at: 6, p50Us: 300, p99Us: 900, maxUs: 900 },
      ],
    },
  ])
})

test('createLatenciesSoFar() tells of each of the newest seconds, and takes late news of them', () => {
  const latencies = createLatenciesSoFar()
  latencies.add([{ name: 'ingress.reply', intervals: [second(5, 9000), second(6, 100)] }])
  expect(latencies.read()[0]?.recent.map(({ at, p99Us }) => [at, p99Us])).toEqual([
    [5, 9000],
    [6, 100],
  ])
  latencies.add([{ name: 'ingress.reply', intervals: [second(5, 12_000)] }])
  expect(latencies.read()).toMatchObject([{ count: 3, maxUs: 12_000, recent: [{ at: 5, maxUs: 12_000 }, { at: 6 }] }])
})

test('createLatenciesSoFar() forgets seconds that are long over, though they count', () => {
  const latencies = createLatenciesSoFar()
  for (let at = 1; at <= 9; at++) latencies.add([{ name: 'ingress.reply', intervals: [second(at, 100)] }])
  latencies.add([{ name: 'ingress.reply', intervals: [second(2, 500)] }])
  const [series] = latencies.read()
  expect(series?.recent.map(({ at }) => at)).toEqual([6, 7, 8, 9])
  expect(series).toMatchObject({ count: 10, maxUs: 500 })
})

test('createLatenciesSoFar() has nothing of a series without samples', () => {
  expect(createLatenciesSoFar().read()).toEqual([])
})
