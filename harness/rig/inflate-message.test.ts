import { deflateRawSync, constants } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inflateMessage } from './inflate-message.ts'

/** As a sender of permessage-deflate does: flushed, the last four octets left out. */
const squeezed = (payload: Buffer): Buffer => deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)

describe('inflateMessage()', () => {
  it('gives back what was compressed', () => {
    expect(inflateMessage(squeezed(Buffer.from('{"class":"call"}')), 1000)?.toString()).toBe('{"class":"call"}')
  })

  it('refuses a bomb', () => {
    const bomb = squeezed(Buffer.alloc(10_000_000))
    expect(inflateMessage(bomb, 1_000_000)).toBeUndefined()
    expect(inflateMessage(bomb, 10_000_000)).toHaveLength(10_000_000)
  })

  it('leaves what is not compressed at all as it came', () => {
    const text = Buffer.from('no deflate')
    expect(inflateMessage(text, 1000)).toBe(text)
  })
})
