import { describe, expect, it } from 'vitest'
import { ownWork } from './gc-watch.ts'

/** A thread that works all the time until 100 ms, then gets the processor for 5 of 50 ms, then all the time again. */
const READINGS = [
  { atMs: 90, cpuMs: 90 },
  { atMs: 100, cpuMs: 100 },
  { atMs: 150, cpuMs: 105 },
  { atMs: 160, cpuMs: 115 },
]

describe('ownWork()', () => {
  it.each([
    // The processor was taken away.
    [{ startTime: 100, duration: 45 }, 5],
    // It was there all the time: not more than the pause.
    [{ startTime: 92, duration: 6 }, 6],
    // A pause between two readings: what was done around it may have been done in it.
    [{ startTime: 120, duration: 3 }, 3],
    // Over several readings.
    [{ startTime: 95, duration: 60 }, 25],
  ])('takes of %j what the thread worked around it at most', (pause, ownMs) => {
    expect(ownWork(pause, READINGS)).toBe(ownMs)
  })

  it('takes the whole pause where a reading is missing', () => {
    expect(ownWork({ startTime: 50, duration: 45 }, READINGS)).toBe(45)
    expect(ownWork({ startTime: 155, duration: 45 }, READINGS)).toBe(45)
  })

  it('cannot tell where the kernel does not', () => {
    expect(ownWork({ startTime: 1, duration: 2 }, [{ atMs: 0, cpuMs: undefined }, { atMs: 9, cpuMs: undefined }])).toBeUndefined()
  })
})
