import { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { packScript } from '../../simulators/traffic/identity.ts'
import { createLedger, type LedgerBuffers } from './layout.ts'
import { attachSource, type SourceJournal } from './source-journal.ts'
import { assertBalanced, readLedger, readLedgerCounters } from './totals.ts'
import { CALL, closed, frame, runId, sendCall, setUp } from './test-ledger.ts'

describe('createLedger()', () => {
  it.each([
    { slots: [0] },
    { slots: [2 ** 20 + 1] },
    { slots: Array.from({ length: 65 }, () => 1) },
    { slots: [1], graceUs: 1e6 },
  ])('createLedger() refuses %j', (config) => {
    expect(() => createLedger({ runId, receivers: [], ...config })).toThrow(RangeError)
  })

  it('assertBalanced() notices a delivery that is not accounted for', () => {
    const setup = setUp()
    sendCall(setup)
    expect(() => assertBalanced(readLedger(setup.buffers))).toThrow('4 differs from 0 + 0 + 0 + 0 at "subscriber 1"')
  })
})

describe('the ledger over threads', () => {
  it.each([
    ['behind the reading of its mark', 'load', 1],
    ['behind the reading of its tag', 'load', 2],
    ['just before the exchange that books it', 'compareExchange', 1],
  ] as const)('the ledger takes a frame for stale when its slot is released %s', (_, act, turn) => {
    const setup = setUp({ slots: [1], deadlineUs: 1e6, graceUs: 1e6 })
    const slot = sendCall(setup)
    let turns = 0
    const isReleaseDue = (): boolean => ++turns === turn
    const release = (): void => {
      setup.source.open(8, 1, packScript(['register']), 20e6, 21e6)
      setup.source.sent(slot, 0, 20e6)
    }
    const restore = interpose(act, isReleaseDue, release)
    expect(setup.receiver.see(frame(slot, 'start'), 1.5e6)).toBe('stale')
    restore()
    expect(turns).toBeGreaterThanOrEqual(turn)
    expect(setup.receiver.see(frame(slot, 'register', { number: 8 }), 20.1e6)).toBe('in-time')
    expect(closed(setup.buffers).totals).toMatchObject({
      expected: 5,
      inTime: 1,
      lost: 4,
      duplicate: 0,
      unexpected: 0,
    })
  })

  it('the ledger counts each delivery exactly once while slots are released under the receiver', async () => {
    const calls = 60_000
    // A grace of next to nothing: slots are reused while their frames are being judged.
    const buffers = await race({ calls, slots: 4096, graceUs: 1 }, (source, slot, at, publish) => {
      source.sent(slot, 0, at)
      publish()
      source.close(slot)
    })
    const record = closed(buffers)
    const { stale } = readLedgerCounters(buffers)
    expect(record.totals).toMatchObject({ expected: calls, lost: stale, duplicate: 0, unexpected: 0 })
    expect(stale).toBeGreaterThan(0)
    expect(stale).toBeLessThan(calls)
  })

  it('the ledger finds each stamp whole while sendings are booked under the receiver', async () => {
    const calls = 60_000
    const buffers = await race({ calls, slots: calls, graceUs: 1e9 }, (source, slot, at, publish) => {
      publish()
      source.sent(slot, 0, at)
    })
    expect(closed(buffers).totals).toMatchObject({ expected: calls, inTime: calls, late: 0, unexpected: 0 })
  })
})

interface Race {
  readonly calls: number
  readonly slots: number
  readonly graceUs: number
}

/** Books one call after the other, each of which another thread sees as soon as it is published. */
async function race(
  { calls, slots, graceUs }: Race,
  book: (source: SourceJournal, slot: number, at: number, publish: () => void) => void,
): Promise<LedgerBuffers> {
  const receivers = [{ name: 'racer', kind: 'websocket' as const }]
  const buffers = createLedger({ runId, slots: [slots], receivers, deadlineUs: 1, graceUs })
  const published = new SharedArrayBuffer(4 * (calls + 1))
  const worker = new Worker(new URL('../load/worker-boot.mjs', import.meta.url), {
    workerData: { entry: new URL('./race-receiver.ts', import.meta.url).href, buffers, slots: published, calls },
  })
  const done = new Promise<void>((resolve, reject) => worker.on('error', reject).on('exit', () => resolve()))
  await new Promise((resolve) => worker.once('message', resolve))
  const source = attachSource(buffers, 0)
  const table = new Int32Array(published)
  for (let number = 0; number < calls; number++) {
    const at = number * 1000
    const slot = source.open(number, 0, CALL, at, at)
    table[number + 1] = slot
    book(source, slot, at, () => Atomics.store(table, 0, number + 1))
  }
  await done
  return buffers
}

/** Lets something happen behind an atomic load, or before an atomic exchange. @returns what takes it back */
function interpose(act: 'load' | 'compareExchange', isDue: () => boolean, happen: () => void): () => void {
  // Of the overloads only that of our words is needed.
  const atomics: Record<'load' | 'compareExchange', (words: Int32Array, ...rest: readonly number[]) => number> = Atomics
  const original = atomics[act]
  const spy = vi.spyOn(atomics, act).mockImplementation((words, ...rest) => {
    if (act === 'load') {
      const word = original(words, ...rest)
      if (isDue()) happen()
      return word
    }
    if (isDue()) happen()
    return original(words, ...rest)
  })
  return () => spy.mockRestore()
}
