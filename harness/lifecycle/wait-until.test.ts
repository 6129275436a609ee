import { describe, expect, test } from 'vitest'
import { waitUntil } from './wait-until.ts'

describe('waitUntil()', () => {
  test('waitUntil() returns the first value that is not undefined, null or false', async () => {
    const values = [undefined, null, false, 0]
    expect(await waitUntil('a value comes', () => values.shift(), { withinMs: 5000, everyMs: 1 })).toBe(0)
  })

  test('waitUntil() says at the deadline what was there instead', async () => {
    const waiting = waitUntil('the door opens', () => false, { withinMs: 5, everyMs: 1, evidence: () => '"closed"' })
    await expect(waiting).rejects.toThrow(
      'Cannot see that the door opens as it must happen within 0.005 s: current value is "closed"',
    )
  })

  test('waitUntil() goes on when the condition throws, and keeps the last error as cause', async () => {
    const refused = new Error('connection refused')
    let looks = 0
    const waiting = waitUntil(
      'the server answers',
      () => {
        looks++
        throw refused
      },
      { withinMs: 20, everyMs: 1 },
    )
    await expect(waiting).rejects.toMatchObject({ cause: refused, message: expect.stringContaining('connection refused') })
    expect(looks).toBeGreaterThan(1)
  })

  test('waitUntil() ends with the reason of an abort while it waits', async () => {
    const controller = new AbortController()
    const reason = new Error('stopped by the user')
    const waiting = waitUntil('nothing', () => false, { withinMs: 60_000, everyMs: 60_000, signal: controller.signal })
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })
})
