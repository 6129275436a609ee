import { describe, expect, it } from 'vitest'
import type { Delivery } from '../model/observation.ts'
import { type Output, readAhead } from './output.ts'

const MANY = 20_000
const payload = Buffer.from(JSON.stringify({ class: 'call', event: 'start', uniqueid: 'u' }))

function crowded(): Output {
  const deliveries = Array.from({ length: MANY }, (_, index): Delivery => ({ kind: 'websocket', receiver: 0, index, at: 0, payload }))
  return { name: 'websocket', deliveries }
}

describe('readAhead()', () => {
  it('readAhead() lets others have their turn while it reads thousands of events', async () => {
    let turns = 0
    const reading = readAhead(crowded(), 0, new AbortController().signal).then(() => 'read')
    const others = (): void => {
      turns++
      other = setImmediate(others)
    }
    let other = setImmediate(others)
    expect(await reading).toBe('read')
    clearImmediate(other)
    expect(turns).toBeGreaterThan(0)
  })

  it('readAhead() ends with the check', async () => {
    const over = new AbortController()
    const reading = readAhead(crowded(), 0, over.signal)
    over.abort(new Error('deadline'))
    await expect(reading).rejects.toThrow('deadline')
  })
})
