import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeliveryCounts } from '../../../harness/model/run-record.ts'
import { type Check, equal } from '../check.ts'
import { brokenOf } from '../observe-run.ts'
import { defineRow, type Stage } from '../row.ts'
import { bridgeWorkload, runAgainst, stubBridge } from '../stub-bridge.ts'

/** What is held against the truth, of one receiver. */
const COUNTED = ['expected', 'lost', 'late', 'duplicate', 'reordered', 'unexpected'] as const
type Counted = Readonly<Record<(typeof COUNTED)[number], number>>
type Kind = 'websocket' | 'webhook'
type Received<T> = readonly ({ readonly kind: Kind } & T)[]

interface Deliveries {
  /** The book of the bridge that made the faults. */
  readonly truth: Received<Counted>
  /** The ledger of the harness. */
  readonly ledger: Received<DeliveryCounts>
}

const LATE_WITHIN_MS = 2500

export const knownFaults = defineRow<Deliveries, Received<Counted>>({
  name: 'known-faults',
  must: 'what a bridge loses, repeats, delays, reorders and invents at seeded places is found exactly',
  seconds: 16,
  observe: observeFaults,
  formula: ({ ledger }) => ledger,
  wrong: [
    { name: 'frames counted, copies as deliveries', of: ({ ledger }) => ledger.map((one) => ({ ...one, lost: Math.max(0, one.lost - one.duplicate) })) },
    { name: 'late taken for lost', of: ({ ledger }) => ledger.map((one) => ({ ...one, lost: one.lost + one.late, late: 0 })) },
    { name: 'foreign identities not looked at', of: ({ ledger }) => ledger.map((one) => ({ ...one, unexpected: 0 })) },
    { name: 'an order that copies disturb as well', of: ({ ledger }) => ledger.map((one) => ({ ...one, reordered: one.reordered + one.duplicate })) },
  ],
  checks: (found, { truth }) =>
    (['websocket', 'webhook'] as const).flatMap((kind) => COUNTED.map((name) => compare(kind, name, found, truth))),
  specimen,
})

/** All receivers of a kind at once; which connection is which subscriber the bridge does not know. */
function compare(kind: Kind, name: keyof Counted, found: Received<Counted>, truth: Received<Counted>): Check {
  const list = (received: Received<Counted>): string =>
    received
      .flatMap((one) => (one.kind === kind ? [one[name]] : []))
      .sort((a, b) => a - b)
      .join(' and ')
  return equal(`${name} at each ${kind}`, list(found), list(truth))
}

async function observeFaults(stage: Stage) {
  const book = join(stage.folder, 'book.json')
  const profile = stubBridge({ book, seed: 'known-faults', lateWithinMs: LATE_WITHIN_MS })
  const record = await runAgainst(profile, { workload: bridgeWorkload({ seed: 'known-faults' }), objectives: ['events.lost == 0'] }, stage)
  const truth = JSON.parse(readFileSync(book, 'utf8')) as Received<Counted>
  return { evidence: { truth, ledger: record.ledger.receivers }, sick: brokenOf(record) }
}

function specimen(): Deliveries {
  const counts = { expected: 2000, lost: 40, late: 9, duplicate: 38, reordered: 61, unexpected: 17 }
  const truth = [
    { kind: 'websocket', ...counts },
    { kind: 'webhook', ...counts, lost: 51 },
  ] as const
  return { truth, ledger: truth.map((one) => ({ ...one, inTime: one.expected - one.lost - one.late, unobserved: 0 })) }
}
