import { describe, expect, test } from 'vitest'

import { createWebhookQueue } from './webhook-queue.ts'

/** Work that ends when it is told to. */
const controlled = () => {
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const work = (item: string): Promise<void> =>
    new Promise((resolve) => {
      started.push(item)
      ends.set(item, resolve)
    })
  const end = async (item: string): Promise<void> => {
    ends.get(item)?.()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { started, work, end }
}

const limit = (items: number, characters = 1_000) => ({ items, characters })

describe('createWebhookQueue()', () => {
  test('keeps the order within a key and runs keys side by side', async () => {
    const { started, work, end } = controlled()
    const queue = createWebhookQueue(limit(100), 2, work)
    for (const item of ['a1', 'a2', 'b1', 'c1', 'a3']) queue.push(item.slice(0, 1), item)
    expect(started).toEqual(['a1', 'b1'])
    await end('a1')
    expect(started).toEqual(['a1', 'b1', 'c1'])
    await end('c1')
    expect(started).toEqual(['a1', 'b1', 'c1', 'a2'])
    await end('a2')
    expect(started.at(-1)).toBe('a3')
    expect(queue.size()).toBe(2)
  })

  test('lets the oldest give way when too many wait', async () => {
    const { started, work, end } = controlled()
    const queue = createWebhookQueue(limit(2), 1, work)
    const dropped = ['a1', 'b1', 'c1', 'd1'].map((item) => queue.push(item.slice(0, 1), item))
    expect(dropped).toEqual([0, 0, 0, 1])
    await end('a1')
    await end('c1')
    expect(started).toEqual(['a1', 'c1', 'd1'])
  })

  test('lets the oldest give way also when it waits behind one that runs', async () => {
    const { started, work, end } = controlled()
    const queue = createWebhookQueue(limit(2), 1, work)
    expect(['a1', 'a2', 'b1', 'c1'].map((item) => queue.push(item.slice(0, 1), item))).toEqual([0, 0, 0, 1])
    for (const item of ['a1', 'b1', 'c1']) await end(item)
    expect(started).toEqual(['a1', 'b1', 'c1'])
    expect(queue.size()).toBe(0)
  })

  test('drops strictly by age, whatever the keys and however much has passed', async () => {
    const { started, work, end } = controlled()
    const queue = createWebhookQueue(limit(50), 3, work)
    const pushed: string[] = []
    for (let n = 0; n < 1_000; n += 1) {
      const item = `${(n * 7) % 11}:${n}`
      pushed.push(item)
      queue.push(item.split(':')[0] ?? '', item)
      if (n % 3 === 0) await end(started.at(-1) ?? '')
    }
    const waiting = new Set(pushed.slice(-50))
    const before = started.length
    for (let at = 0; at < started.length; at += 1) await end(started[at] ?? '')
    expect(started.slice(before).every((item) => waiting.has(item))).toBe(true)
    expect(queue.size()).toBe(0)
  })

  test('is bounded also when all that waits is of the key that runs', async () => {
    const { started, work, end } = controlled()
    const queue = createWebhookQueue(limit(2), 4, work)
    const dropped = ['a1', 'a2', 'a3', 'a4'].map((item) => queue.push('a', item))
    expect(dropped).toEqual([0, 0, 0, 1])
    for (const item of ['a1', 'a3', 'a4']) await end(item)
    expect(started).toEqual(['a1', 'a3', 'a4'])
    expect(queue.size()).toBe(0)
  })

  test('is bounded in characters too, and takes at least one item', () => {
    const queue = createWebhookQueue(limit(100, 10), 1, controlled().work)
    queue.push('a', 'running')
    expect([
      queue.push('b', 'x'.repeat(6)),
      queue.push('c', 'x'.repeat(4)),
      queue.push('d', 'x'),
      queue.push('e', 'x'.repeat(50)),
    ]).toEqual([0, 0, 1, 2])
    expect(queue.size()).toBe(2)
  })

  test('idle() resolves when all is done, and clear() leaves what runs', async () => {
    const { started, work, end } = controlled()
    const queue = createWebhookQueue(limit(100), 1, work)
    await queue.idle()
    for (const item of ['a1', 'a2', 'b1']) queue.push(item.slice(0, 1), item)
    let idle = false
    void queue.idle().then(() => {
      idle = true
    })
    queue.clear()
    await Promise.resolve()
    expect(idle).toBe(false)
    await end('a1')
    await Promise.resolve()
    expect(idle).toBe(true)
    expect(started).toEqual(['a1'])
    queue.push('a', 'a9')
    expect(started).toEqual(['a1', 'a9'])
  })
})
