import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPCODE, readFrame, writeFrame } from './websocket-frame.ts'

const LIMIT = 2 ** 20

describe('readFrame()', () => {
  it('reads back what writeFrame() wrote, masked or not, at every length', () => {
    const lengths = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(125, 126, 127, 65_535, 65_536, 70_000))
    fc.assert(
      fc.property(
        lengths,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 0, max: 7 }),
        (length, fin, masked, opcode, rsv) => {
          const payload = Buffer.alloc(length, 'callstorm')
          const mask = masked ? Buffer.from([1, 2, 3, 250]) : undefined
          const written = writeFrame({ opcode, payload, fin, rsv, ...(mask && { mask }) })
          const head = readFrame(Buffer.concat([written, Buffer.from('next')]), LIMIT)
          expect(head).toEqual({
            kind: 'frame',
            frame: { fin, rsv, opcode, masked, payload, octets: written.length },
          })
        },
      ),
      { numRuns: 200 },
    )
  })

  it('waits for a frame that is cut anywhere', () => {
    const written = writeFrame({ opcode: OPCODE.text, payload: Buffer.alloc(300, 'x'), mask: Buffer.from([9, 8, 7, 6]) })
    for (let cut = 0; cut < written.length; cut++) {
      expect(readFrame(written.subarray(0, cut), LIMIT)).toEqual({ kind: 'incomplete' })
    }
  })

  it('says how much an oversize frame announces before its payload has come', () => {
    const written = writeFrame({ opcode: OPCODE.binary, payload: Buffer.alloc(0), announced: 2 ** 40 })
    expect(readFrame(written, LIMIT)).toEqual({ kind: 'oversize', announced: 2 ** 40 })
  })

  it('reads the sample frames of RFC 6455 section 5.7', () => {
    const unmasked = Buffer.from([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f])
    const masked = Buffer.from([0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58])
    for (const octets of [unmasked, masked]) {
      const head = readFrame(octets, LIMIT)
      expect(head.kind === 'frame' && head.frame.payload.toString()).toBe('Hello')
    }
  })
})
