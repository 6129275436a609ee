import { setImmediate as endOfTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createOutbox } from './outbox.ts'

function noting(): { readonly written: number[]; add(id: number): void } {
  const outbox = createOutbox()
  const written: number[] = []
  return { written, add: (id) => outbox.add({ write: () => void written.push(id) }) }
}

describe('createOutbox()', () => {
  test('createOutbox() writes at the end of the turn, each once, in their order', async () => {
    const { written, add } = noting()
    for (const id of [1, 2, 3]) add(id)
    expect(written).toEqual([])
    await endOfTurn()
    expect(written).toEqual([1, 2, 3])
    add(4)
    await endOfTurn()
    expect(written).toEqual([1, 2, 3, 4])
  })

  test('createOutbox() writes before the end of a long turn', async () => {
    const { written, add } = noting()
    const ids = Array.from({ length: 40 }, (_, id) => id)
    for (const id of ids) add(id)
    expect(written).toEqual(ids.slice(0, 32))
    await endOfTurn()
    expect(written).toEqual(ids)
  })

  test('createOutbox() takes what is added while it writes', async () => {
    const outbox = createOutbox()
    let written = 0
    const again = { write: () => void (++written < 40 && outbox.add(again)) }
    outbox.add(again)
    await endOfTurn()
    for (let turn = 0; turn < 40; turn++) await endOfTurn()
    expect(written).toBe(40)
  })
})
