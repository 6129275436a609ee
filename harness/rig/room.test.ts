import { describe, expect, it } from 'vitest'
import { createRoom } from './room.ts'

describe('createRoom()', () => {
  it('gives what is left and nothing more', () => {
    const room = createRoom(10)
    expect([room.take(6), room.take(5), room.isFull, room.take(4)]).toEqual([true, false, true, true])
  })

  it('lets no part take more than the whole has', () => {
    const whole = createRoom(10)
    const [one, other] = [whole.part(8), whole.part(8)]
    expect([one.take(8), other.take(3), other.take(2)]).toEqual([true, false, true])
    expect([one.isFull, other.isFull]).toEqual([false, true])
  })

  it('gets back what a part held when that is disposed', () => {
    const whole = createRoom(10)
    const part = whole.part(10)
    part.take(10)
    part[Symbol.dispose]()
    part[Symbol.dispose]()
    expect([whole.take(10), whole.take(1)]).toEqual([true, false])
  })
})
