/** Worker of the ledger's race test: sees the first event of each call as soon as the source has booked it. */
import { parentPort, workerData } from 'node:worker_threads'
import { sampleJson } from './fixtures.ts'
import type { LedgerBuffers } from './layout.ts'
import { attachReceiver } from './receiver.ts'

interface RaceData {
  readonly buffers: LedgerBuffers
  /** Number of calls booked so far, then the slot of each. */
  readonly slots: SharedArrayBuffer
  readonly calls: number
}

const { buffers, slots, calls } = workerData as RaceData
const booked = new Int32Array(slots)
const receiver = attachReceiver(buffers, 0, { clock: { epochUs: (us) => us } })
receiver.up(Number.NEGATIVE_INFINITY)
parentPort?.postMessage('ready')
for (let number = 0; number < calls; number++) {
  while (Atomics.load(booked, 0) <= number) Atomics.wait(booked, 0, number, 1)
  const identity = { source: 0, number, leg: 0, slot: booked[number + 1] ?? 0 }
  receiver.see(sampleJson({ runId: buffers.config.runId, identity, milestone: 'start' }), number * 1000)
}
receiver.settle(Number.POSITIVE_INFINITY)
