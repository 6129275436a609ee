import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_NUMBER, MAX_SLOTS, MAX_SOURCES, readAsteriskId, toAsteriskId } from './identity.ts'

describe('toAsteriskId()', () => {
  test('toAsteriskId() packs everything into sixteen decimal digits, and is read back', () => {
    const identity = fc.record({
      source: fc.nat(MAX_SOURCES - 1),
      number: fc.nat(MAX_NUMBER - 1),
      leg: fc.constant(0),
      slot: fc.nat(MAX_SLOTS - 1),
    })
    fc.assert(
      fc.property(identity, (id) => {
        const packed = (BigInt(id.number) * 64n + BigInt(id.source)) * 2n ** 20n + BigInt(id.slot)
        const text = toAsteriskId(1_500_000_000, id)
        expect(text).toBe(`1500000000.${packed.toString().padStart(16, '0')}`)
        expect(readAsteriskId(Buffer.from(text), 0)).toEqual(id)
      }),
      { numRuns: 1000 },
    )
  })

  test('toAsteriskId() holds the least and the greatest identity', () => {
    const greatest = { source: MAX_SOURCES - 1, number: MAX_NUMBER - 1, leg: 0, slot: MAX_SLOTS - 1 }
    expect(toAsteriskId(7, { source: 0, number: 0, leg: 0, slot: 0 })).toBe('0000000007.0000000000000000')
    expect(toAsteriskId(7, greatest)).toBe(`0000000007.${2 ** 52 - 1}`)
  })
})
