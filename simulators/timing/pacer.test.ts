import { describe, expect, test } from 'vitest'
import { createTickPacer } from './pacer.ts'

describe('createTickPacer()', () => {
  test('createTickPacer() wakes again and again', async () => {
    expect(await wakes(5)).toBe(5)
  })

  test('createTickPacer() does not wake before start() has returned', () => {
    let woken = 0
    using _ = createTickPacer().start(() => {
      woken += 1
      return 0
    })
    expect(woken).toBe(0)
  })

  test('createTickPacer() stops for good when its handle is disposed, even from within a wake', async () => {
    let woken = 0
    const handle: Disposable = createTickPacer().start(() => {
      woken += 1
      handle[Symbol.dispose]()
      return 0
    })
    await wakes(5)
    expect(woken).toBe(1)
    handle[Symbol.dispose]()
  })
})

/** Waits until a pacer of its own has woken so many times. */
function wakes(count: number): Promise<number> {
  return new Promise((resolve) => {
    let woken = 0
    const handle: Disposable = createTickPacer().start(() => {
      woken += 1
      if (woken < count) return 0
      handle[Symbol.dispose]()
      resolve(woken)
      return 0
    })
  })
}
