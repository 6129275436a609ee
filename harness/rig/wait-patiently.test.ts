import { describe, expect, it } from 'vitest'
import { waitPatiently } from './wait-patiently.ts'

const { signal } = new AbortController()
/** What is told of lost time, look by look; nothing more is lost after the last. */
const telling = (...lost: readonly number[]) => {
  let look = 0
  return () => lost[Math.min(look++, lost.length - 1)] ?? 0
}
/** Holds at a look after this many. */
const after = (looks: number) => {
  let count = 0
  return () => ++count > looks
}

describe('waitPatiently()', () => {
  it('sees a condition that holds without asking what was lost', async () => {
    const lostMs = () => {
      throw new Error('asked')
    }
    expect(await waitPatiently(after(2), 1000, { signal, lostMs })).toBe(true)
  })

  it('gives up at the deadline when nothing was lost', async () => {
    expect(await waitPatiently(() => false, 20, { signal, lostMs: () => 0 })).toBe(false)
  })

  it('puts the deadline off by what was lost', async () => {
    const lostMs = telling(0, 100)
    let asked = 0
    const condition = () => asked >= 2
    const counting = () => {
      asked++
      return lostMs()
    }
    expect(await waitPatiently(condition, 20, { signal, lostMs: counting })).toBe(true)
  })

  it('does not wait for ever on a machine that never stops losing', async () => {
    let lost = 0
    expect(await waitPatiently(() => false, 30, { signal, lostMs: () => (lost += 60) })).toBe(false)
    expect(lost).toBeLessThanOrEqual(300)
  })

  it('ends with the reason of the signal', async () => {
    await expect(waitPatiently(() => false, 1000, { signal: AbortSignal.abort(new Error('over')), lostMs: () => 0 })).rejects.toThrow('over')
  })
})
