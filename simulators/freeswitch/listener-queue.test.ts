import { describe, expect, test } from 'vitest'
import { BoundedQueue } from './listener-queue.ts'

describe('BoundedQueue', () => {
  test('refuses more than its limit and keeps the order, also over many rounds', () => {
    const queue = new BoundedQueue<number>(3)
    let next = 0
    let expected = 0
    for (let round = 0; round < 5000; round++) {
      while (queue.push(next)) next++
      expect(queue.length).toBe(3)
      expect([queue.shift(), queue.shift()]).toEqual([expected++, expected++])
    }
    queue.clear()
    expect([queue.length, queue.shift()]).toEqual([0, undefined])
  })
})
