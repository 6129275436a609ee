import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAgenda } from './agenda.ts'

describe('createAgenda()', () => {
  test('createAgenda() gives back what was added by time, then by order of adding', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
        const agenda = createAgenda<readonly [number, number]>()
        times.forEach((atUs, order) => agenda.add(atUs, [atUs, order]))
        const taken = times.map(() => agenda.take())
        const sorted = times.map((atUs, order) => [atUs, order] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1])
        expect(taken).toEqual(sorted)
        expect(agenda.take()).toBeUndefined()
      }),
    )
  })

  test('createAgenda() stays in order while adding and taking alternate', () => {
    const agenda = createAgenda<string>()
    agenda.add(30, 'c')
    agenda.add(10, 'a')
    expect([agenda.nextUs, agenda.take()]).toEqual([10, 'a'])
    agenda.add(20, 'b')
    agenda.add(30, 'd')
    expect([agenda.take(), agenda.take(), agenda.take()]).toEqual(['b', 'c', 'd'])
    expect(agenda.nextUs).toBe(Number.POSITIVE_INFINITY)
  })

  test('drain() empties the agenda', () => {
    const agenda = createAgenda<number>()
    for (const value of [3, 1, 2]) agenda.add(value, value)
    expect(new Set(agenda.drain())).toEqual(new Set([1, 2, 3]))
    expect(agenda.size).toBe(0)
  })
})
