import { describe, expect, it } from 'vitest'
import { drain } from './drain.ts'

/** A clock that moves by 0.1 s at each look. */
function world(missingAt: (us: number) => number, receivedAt: (us: number) => number) {
  let us = 0
  const clock = { nowUs: () => (us += 1e5), epochUs: (at: number) => at }
  return { clock, missing: () => missingAt(us), received: () => receivedAt(us), look: async () => {} }
}
const signal = new AbortController().signal

describe('drain()', () => {
  it('ends at once when nothing is missing', async () => {
    expect(await drain({ ...world(() => 0, () => 5), signal })).toBe('complete')
  })

  it('waits as long as events come and ends when the last is there', async () => {
    const missing = (us: number): number => (us < 8e6 ? 1 : 0)
    expect(await drain({ ...world(missing, (us) => Math.floor(us / 1e6)), signal })).toBe('complete')
  })

  it('gives up three seconds behind the last event', async () => {
    const seen: number[] = []
    const end = await drain({ ...world(() => 1, (us) => (seen.push(us), Math.min(us, 2e6))), signal })
    expect(end).toBe('quiet')
    expect(seen.at(-1)).toBeGreaterThanOrEqual(5e6)
    expect(seen.at(-1)).toBeLessThan(5.5e6)
  })

  it('is cut when events never stop', async () => {
    expect(await drain({ ...world(() => 1, (us) => us), signal })).toBe('cut')
  })

  it('ends when it is aborted', async () => {
    const aborted = new AbortController()
    aborted.abort()
    expect(await drain({ ...world(() => 1, () => 0), signal: aborted.signal })).toBe('aborted')
  })
})
