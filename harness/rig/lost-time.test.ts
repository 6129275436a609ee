import { describe, expect, it } from 'vitest'
import { watchLostTime } from './lost-time.ts'

/** Holds this thread up. */
function block(milliseconds: number): void {
  const endsAt = performance.now() + milliseconds
  while (performance.now() < endsAt);
}

describe('watchLostTime()', () => {
  it('counts the time in which this thread was held up', () => {
    using time = watchLostTime(() => [])
    time.begin()
    const before = time.lostMs
    block(200)
    expect(time.lostMs - before).toBeGreaterThanOrEqual(150)
    expect(time.longestMs).toBeGreaterThanOrEqual(150)
  })

  it('forgets the longest time when something new begins', () => {
    using time = watchLostTime(() => [])
    block(200)
    time.begin()
    expect(time.longestMs).toBeLessThan(150)
  })

  it('counts what a process waited for a processor, and nothing for one that is gone', () => {
    using nobody = watchLostTime(() => [2 ** 30])
    expect(nobody.lostMs).toBeGreaterThanOrEqual(0)
    using own = watchLostTime(() => [process.pid])
    expect(own.lostMs).toBeGreaterThan(0)
  })
})
