import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLedger, viewSource } from './layout.ts'
import { allocateLines } from './line-memory.ts'
import { closed, runId, sendCall, setUp } from './test-ledger.ts'

describe('allocateLines()', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('allocateLines() gives empty shared memory of whole pages', () => {
    const memory = allocateLines(70_000)
    expect(memory).toBeInstanceOf(SharedArrayBuffer)
    expect(memory.byteLength).toBe(131_072)
    expect(new Uint8Array(memory).every((octet) => octet === 0)).toBe(true)
  })

  const refusing = {
    Memory: function Memory(): never {
      throw new RangeError('WebAssembly.Memory(): could not allocate memory')
    },
  }

  it.each([
    ['has no WebAssembly', undefined],
    ['refuses it the addresses', refusing],
  ])('allocateLines() gives other shared memory when the engine %s', (_, engine) => {
    vi.stubGlobal('WebAssembly', engine)
    expect(allocateLines(70_000).byteLength).toBe(70_000)
    const setup = setUp()
    sendCall(setup)
    expect(closed(setup.buffers).totals).toMatchObject({ expected: 4, lost: 4 })
  })

  it.each([
    [1, 1],
    [5, 1],
    [6, 2],
    [40, 4],
  ])('viewSource() gives a slot of %d receivers whole lines: %d', (count, lines) => {
    const receivers = Array.from({ length: count }, (_, i) => ({ name: `${i}`, kind: 'websocket' as const }))
    const { words, stride } = viewSource(createLedger({ runId, slots: [8], receivers }), 0)
    expect(words.byteOffset % 64).toBe(0)
    expect(stride * words.BYTES_PER_ELEMENT).toBe(lines * 64)
    expect(words.length).toBe(8 * stride)
  })
})
