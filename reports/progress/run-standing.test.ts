import { expect, test } from 'vitest'
import type { LatencySoFar, ProgressSnapshot } from '../../harness/model/progress.ts'
import { runStanding, runSteps } from './run-standing.ts'

const latency = (name: LatencySoFar['name'], p99Us: number): LatencySoFar => ({
  name,
  title: name,
  diagnostic: false,
  count: 1000,
  p50Us: 100,
  p99Us,
  maxUs: 2 * p99Us,
  recent: [{ at: 16, p50Us: 100, p99Us, maxUs: p99Us }],
})

const snapshot = (changes: Partial<ProgressSnapshot> = {}): ProgressSnapshot => ({
  phase: 'measuring',
  elapsedSeconds: 17.5,
  totalSeconds: 35,
  rates: { 'calls.started': 49.8, 'events.sent': 199, 'ingress.replies': 90, 'websocket.frames': 1990, 'webhook.posts': 199 },
  latencies: [latency('ingress.reply', 900), latency('websocket.latency', 6180)],
  deliveries: { expected: 100, inTime: 90, late: 0, lost: 2, unobserved: 0, duplicate: 0, reordered: 0, unexpected: 0 },
  health: [],
  usage: [],
  ...changes,
})

test('runStanding() says how far the run has come and what it sees', () => {
  expect(runStanding(snapshot())).toEqual({
    stand: `${'█'.repeat(12)}${'░'.repeat(12)} 17 s of 35 s`,
    text: '49.8/s calls, 199/s events, 2,189/s deliveries, p99 6.18 ms (websocket), 2 lost',
  })
})

test('runStanding() stays full when the drain outlasts the plan', () => {
  expect(runStanding(snapshot({ phase: 'draining', elapsedSeconds: 40 })).stand).toContain('█'.repeat(24))
})

test('runStanding() names no latency before its first sample', () => {
  expect(runStanding(snapshot({ latencies: [] })).text).toContain('p99 –')
})

test.each([true, false])('runSteps() finds the step of each stage, with a warm-up: %s', (hasWarmup) => {
  const { steps, indexOf } = runSteps('mine', hasWarmup)
  const stages = ['starting', ...(hasWarmup ? (['warm-up'] as const) : []), 'measuring', 'draining', 'reporting'] as const
  expect(stages.map((stage) => steps[indexOf(stage)]?.title)).toEqual([
    'Start mine',
    ...(hasWarmup ? ['Warm up'] : []),
    'Measure',
    'Drain',
    'Write the report',
  ])
  expect(steps.length).toBe(stages.length)
})
