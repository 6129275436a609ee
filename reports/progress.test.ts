import { expect, test } from 'vitest'
import type { ProgressSnapshot } from '../harness/model/progress.ts'
import { progressBlock, progressLine, startProgress } from './progress.ts'
import { paintFor } from './text/paint.ts'

const snapshot = (changes: Partial<ProgressSnapshot> = {}): ProgressSnapshot => ({
  phase: 'measuring',
  elapsedSeconds: 17.5,
  totalSeconds: 35,
  callsPerSecond: 49.8,
  eventsPerSecond: 199,
  framesPerSecond: 1990,
  p99: { title: 'websocket', us: 6180 },
  lost: 0,
  ...changes,
})

const startStream = (isTTY: boolean, columns?: number) => {
  const written: string[] = []
  return { written, stream: { isTTY, columns, write: (text: string) => written.push(text) } }
}

test('progressLine() says all in one line', () => {
  expect(progressLine(snapshot())).toBe(
    'measuring, 17 s of 35 s: 49.8/s calls, 199/s events, 1,990/s frames, p99 websocket 6.18 ms, lost 0',
  )
})

test('progressBlock() draws the share of the planned time', () => {
  const [head, rates, state] = progressBlock(snapshot(), 100, paintFor(false))
  expect(head).toBe(`measuring  ${'█'.repeat(14)}${'░'.repeat(14)} 17 s of 35 s`)
  expect(rates).toBe('calls   49.8/s   events    199/s   frames  1,990/s')
  expect(state).toBe('p99 websocket 6.18 ms   lost 0')
})

test('progressBlock() stays full when the drain outlasts the plan', () => {
  expect(progressBlock(snapshot({ phase: 'draining', elapsedSeconds: 40 }), 100, paintFor(false))[0]).toContain(
    '█'.repeat(28),
  )
})

test('progressBlock() fits a narrow terminal and keeps the losses in sight', () => {
  const lines = progressBlock(snapshot({ lost: 12 }), 24, paintFor(false))
  expect(lines.filter((line) => line.length > 24)).toEqual([])
  expect(lines.at(-1)).toContain('lost 12')
})

test('startProgress() repaints its block on a terminal and takes it away at the end', () => {
  const { written, stream } = startStream(true, 100)
  const progress = startProgress({ stream, color: false, repaint: true })
  progress.update(snapshot())
  progress.update(snapshot())
  progress.end()
  progress.end()
  expect(written).toHaveLength(3)
  expect(written[0]).not.toContain('\u001b')
  expect(written[1]).toBe(`\u001b[3A\r\u001b[J${written[0]}`)
  expect(written[2]).toBe('\u001b[3A\r\u001b[J')
})

test('startProgress() writes a plain line every few seconds and at each new phase elsewhere', () => {
  const { written, stream } = startStream(false)
  const progress = startProgress({ stream })
  for (let second = 0; second <= 12; second++) {
    progress.update(snapshot({ phase: second < 7 ? 'warm-up' : 'measuring', elapsedSeconds: second + 0.01 }))
  }
  progress.end()
  expect(written.map((line) => line.split(' of ')[0])).toEqual([
    'warm-up, 0 s',
    'warm-up, 5 s',
    'measuring, 7 s',
    'measuring, 12 s',
  ])
  expect(written.join('')).not.toContain('\u001b')
})

test('startProgress() is silent when quiet', () => {
  const { written, stream } = startStream(true, 80)
  const progress = startProgress({ stream, quiet: true })
  progress.update(snapshot())
  progress.end()
  expect(written).toEqual([])
})
