import { expect, test } from 'vitest'
import { recordFixture } from '../merge/record-fixture.ts'
import type { ComparedLatency, LatencyChange } from '../model/comparison.ts'
import { compareSides } from './compare-sides.ts'
import { conclude } from './conclude.ts'
import { nameSides } from './side.ts'

const sides = nameSides(['a', 'b', 'c'].map((path) => ({ path, runs: [recordFixture()] })))
const compared = compareSides(sides, { version: '0', madeAt: '', command: '' }).sides
const blocks = (status: 'apart' | 'overlapping', share: number): LatencyChange => ({ kind: 'blocks', status, shift: Math.log(1 + share), low: 0, high: 1 })
const latency = (...changes: LatencyChange[]): ComparedLatency => ({ metric: 'websocket.latency.p99', asserted: true, sides: [], changes })
const reasonsOf = (one: ComparedLatency) => conclude(sides, { sides: compared, objectives: [], latencies: [one] }).reasons

test('conclude() names the side whose latency is higher and apart, of several sides', () => {
  expect(reasonsOf(latency(blocks('overlapping', 0.2), blocks('apart', 0.2)))).toEqual([
    'C is slower than A by more than the noise within the runs, which is no proof against the bridge: websocket.latency.p99 by 20.0 %',
  ])
})

test.each<[string, LatencyChange]>([
  ['overlaps, however much higher it is', blocks('overlapping', 0.5)],
  ['is apart and lower', blocks('apart', -0.5)],
  ['is apart by less than 5 %', blocks('apart', 0.04)],
])('conclude() names no latency that %s', (_, change) => {
  expect(reasonsOf(latency(change, change))).toEqual([])
})
