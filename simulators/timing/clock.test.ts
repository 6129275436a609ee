import { describe, expect, test } from 'vitest'
import { createClock, createOrigin, createOriginAt, measureAnchor } from './clock.ts'

describe('createClock()', () => {
  test('nowUs() counts microseconds from the start and is negative before it', () => {
    const startNs = process.hrtime.bigint()
    expect(createClock({ startNs: startNs + 3_600_000_000_000n, anchorNs: 0n }).nowUs()).toBeLessThan(0)
    const clock = createClock({ startNs, anchorNs: 0n })
    const before = Number(process.hrtime.bigint() - startNs) / 1000
    const now = clock.nowUs()
    const after = Number(process.hrtime.bigint() - startNs) / 1000
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(after)
  })

  test('epochUs() adds whole microseconds to the Unix time of the start', () => {
    const clock = createClock({ startNs: 5_000_000_000n, anchorNs: 1_795_311_257_000_000_000n })
    expect(clock.epochUs(0)).toBe(1_795_311_262_000_000)
    expect(clock.epochUs(1.6)).toBe(1_795_311_262_000_002)
    expect(clock.epochUs(-1_000_000)).toBe(1_795_311_261_000_000)
  })

  test('two clocks of one origin agree', () => {
    const origin = createOrigin(1000)
    expect(createClock(origin).epochUs(123)).toBe(createClock({ ...origin }).epochUs(123))
  })
})

describe('createOrigin()', () => {
  test('createOrigin() starts so many milliseconds from now', () => {
    const before = process.hrtime.bigint()
    const { startNs } = createOrigin(250)
    const after = process.hrtime.bigint()
    expect(startNs - before).toBeGreaterThanOrEqual(250_000_000n)
    expect(startNs - after).toBeLessThanOrEqual(250_000_000n)
  })
})

describe('createOriginAt()', () => {
  test('createOriginAt() starts at the given time of day', () => {
    const atMs = 1_795_311_257_123
    expect(createClock(createOriginAt(atMs)).epochUs(0)).toBe(atMs * 1000)
  })
})

describe('measureAnchor()', () => {
  test('measureAnchor() never exceeds what a reading right now can show', () => {
    const anchor = measureAnchor(3)
    // Date.now() truncates: Unix time lies within a millisecond above the reading.
    const offset = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint()
    expect(anchor - offset).toBeGreaterThan(-1_000_000n)
  })
})
