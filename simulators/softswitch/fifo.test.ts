import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFifo } from './fifo.ts'

test('createFifo() gives back what an array would, over any sequence', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (pushes) => {
      const fifo = createFifo<number>()
      const model: number[] = []
      pushes.forEach((push, at) => {
        if (push) {
          fifo.push(at)
          model.push(at)
        } else {
          expect(fifo.peek()).toBe(model[0])
          expect(fifo.shift()).toBe(model.shift())
        }
        expect(fifo.size).toBe(model.length)
      })
    }),
  )
})

test('createFifo() keeps the order when it drops a long consumed part', () => {
  const fifo = createFifo<number>()
  for (let i = 0; i < 5000; i++) fifo.push(i)
  for (let i = 0; i < 4000; i++) expect(fifo.shift()).toBe(i)
  fifo.push(5000)
  expect(fifo.size).toBe(1001)
  expect(fifo.peek()).toBe(4000)
})
