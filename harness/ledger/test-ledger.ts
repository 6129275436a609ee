import { type Identity, type Milestone, packScript } from '../../simulators/traffic/identity.ts'
import { sampleJson } from './fixtures.ts'
import { createLedger, type LedgerBuffers, type LedgerConfig } from './layout.ts'
import { attachReceiver, type Receiver } from './receiver.ts'
import { attachSource, type SourceJournal } from './source-journal.ts'
import { assertBalanced, closeLedger, readLedger } from './totals.ts'

export const runId = 0x4a5b6c7d
export const EPOCH = 1_700_000_000_000_000
export const clock = { epochUs: (us: number) => EPOCH + Math.round(us) }
export const CALL = packScript(['start', 'route', 'answer', 'end'])

export interface Setup {
  readonly buffers: LedgerBuffers
  readonly source: SourceJournal
  readonly receiver: Receiver
  readonly firsts: [number, number][]
}

/** A ledger with one source and one receiver that is up. */
export function setUp(config: Partial<LedgerConfig> = {}): Setup {
  const buffers = createLedger({
    runId,
    slots: [64],
    receivers: [{ name: 'subscriber 1', kind: 'websocket' }],
    ...config,
  })
  const firsts: [number, number][] = []
  const receiver = attachReceiver(buffers, 0, {
    clock,
    onFirst: (intended, latency) => firsts.push([intended, latency]),
  })
  receiver.up(0)
  return { buffers, source: attachSource(buffers, 0), receiver, firsts }
}

export const frame = (slot: number, milestone: Milestone, of: Partial<Identity> = {}, timestampUs = EPOCH): Buffer =>
  sampleJson({ runId, identity: { source: 0, number: 7, leg: 1, slot, ...of }, milestone, timestampUs })

/** Opens call 7 with all its steps sent a second apart from 1 s on. */
export function sendCall({ source }: Setup, number = 7): number {
  const slot = source.open(number, 1, CALL, 1e6, 4e6)
  for (let step = 0; step < 4; step++) source.sent(slot, step, (step + 1) * 1e6)
  source.close(slot)
  return slot
}

/** The record of a closed ledger that balances. */
export const closed = (buffers: LedgerBuffers, ...books: readonly ReturnType<Receiver['examples']>[]) => {
  const lost = closeLedger(buffers)
  const record = readLedger(buffers, [lost, ...books])
  assertBalanced(record)
  return record
}
