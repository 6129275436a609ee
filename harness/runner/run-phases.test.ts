import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunPhase } from '../model/progress.ts'
import { startPhases } from './run-phases.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The run's clock stands half a second before the first call. */
const clock = { nowUs: () => -500_000 }

describe('startPhases()', () => {
  it('tells of a warm-up that is over before the first second is told of', () => {
    const told: RunPhase[] = []
    const phases = startPhases(clock, 1, (phase) => told.push(phase))
    vi.advanceTimersByTime(1499)
    expect(told).toEqual(['warm-up'])
    vi.advanceTimersByTime(1)
    expect(told).toEqual(['warm-up', 'measuring'])
    expect(phases.now()).toBe('measuring')
    phases.drain()
    expect(told).toEqual(['warm-up', 'measuring', 'draining'])
  })

  it('has no warm-up where there is none', () => {
    const told: RunPhase[] = []
    startPhases(clock, 0, (phase) => told.push(phase))
    vi.advanceTimersByTime(10_000)
    expect(told).toEqual(['measuring'])
  })

  it('measures nothing when the traffic is over in the warm-up, or nobody listens any more', () => {
    const told: RunPhase[] = []
    const ended = startPhases(clock, 1, (phase) => told.push(phase))
    ended.drain()
    const left = startPhases(clock, 1, (phase) => told.push(phase))
    left[Symbol.dispose]()
    vi.advanceTimersByTime(10_000)
    expect(told).toEqual(['warm-up', 'draining', 'warm-up'])
  })
})
