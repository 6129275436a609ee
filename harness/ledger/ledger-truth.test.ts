import { expect, it } from 'vitest'
import { type Identity, type Milestone, packScript } from '../../simulators/traffic/identity.ts'
import { type Random, randomStream } from '../../simulators/traffic/random.ts'
import { sampleForm, sampleJson } from './fixtures.ts'
import { createLedger } from './layout.ts'
import { attachReceiver } from './receiver.ts'
import { attachSource } from './source-journal.ts'
import { assertBalanced, closeLedger, readLedger, readLedgerCounters } from './totals.ts'

/*
 * Random traffic with faults put in on purpose; what the ledger finds must equal the truth exactly. The truth keeps
 * every delivery in ordinary maps and knows nothing of slots, generations or scanning.
 */
const runId = 0x5eed1234
const EPOCH = 1_700_000_000_000_000
const SCRIPTS: readonly (readonly Milestone[])[] = [
  ['start', 'route', 'answer', 'end'],
  ['start', 'route', 'end'],
  ['start', 'route', 'answer', 'route', 'end'],
  ['register'],
  ['expire'],
  ['receive'],
  ['send'],
]
const RECEIVERS = [
  { name: 'subscriber 1', kind: 'websocket' },
  { name: 'subscriber 2', kind: 'websocket' },
  { name: 'webhook 1', kind: 'webhook' },
] as const
const FIRST_NUMBER = { call: 0, registration: 2 ** 25, message: 2 ** 25 + 2 ** 24 }

interface Moment {
  readonly us: number
  readonly act: () => void
}

class Truth {
  emitted = 0
  readonly counts = RECEIVERS.map(() => ({
    inTime: 0,
    late: 0,
    lost: 0,
    unobserved: 0,
    duplicate: 0,
    reordered: 0,
    unexpected: 0,
  }))
  stale = 0
  redelivered = 0
  readonly #highest = new Map<string, number>()

  first(receiver: number, leg: string, step: number, latencyUs: number): void {
    const counts = this.counts[receiver]!
    const key = `${receiver} ${leg}`
    const highest = this.#highest.get(key) ?? -1
    if (step < highest) counts.reordered++
    this.#highest.set(key, Math.max(step, highest))
    if (latencyUs > 5e6) counts.late++
    else counts.inTime++
  }
}

function storm(seed: string) {
  const random = randomStream(seed, 'ledger-truth')
  const ledger = createLedger({ runId, slots: [2048, 2048], receivers: RECEIVERS })
  const clock = { epochUs: (us: number) => EPOCH + Math.round(us) }
  const sources = [0, 1].map((source) => attachSource(ledger, source))
  const receivers = RECEIVERS.map((_, index) => attachReceiver(ledger, index, { clock }))
  for (const receiver of receivers) receiver.up(0)
  const truth = new Truth()
  const moments: Moment[] = []
  const at = (us: number, act: () => void): number => moments.push({ us, act })
  const absent: { receiver: number; fromUs: number; toUs: number }[] = [
    { receiver: 1, fromUs: 8e6, toUs: 9.5e6 },
    { receiver: 1, fromUs: 20e6, toUs: 20.3e6 },
  ]
  for (const { receiver, fromUs, toUs } of absent) {
    at(fromUs, () => receivers[receiver]?.down(fromUs))
    at(toUs, () => receivers[receiver]?.up(toUs))
  }
  const isAbsent = (receiver: number, us: number): boolean =>
    absent.some((time) => time.receiver === receiver && us >= time.fromUs && us < time.toUs)

  for (let i = 0; i < 1500; i++) {
    const source = i % 2
    const script = SCRIPTS[random.below(SCRIPTS.length)]!
    const kind =
      script.length > 1 ? 'call' : script[0] === 'register' || script[0] === 'expire' ? 'registration' : 'message'
    const number = FIRST_NUMBER[kind] + i
    const leg = random.below(3)
    const openUs = i * 20_000
    const dues = script.map((_, step) => openUs + step * 400_000 + random.below(300_000))
    const endUs = dues.at(-1)!
    let slot = -1
    at(openUs, () => {
      slot = sources[source]!.open(number, leg, packScript(script), openUs, endUs)
    })
    at(endUs + 1, () => sources[source]!.close(slot))
    script.forEach((milestone, step) => {
      const dueUs = dues[step]!
      if (random.uniform() < 0.02) {
        at(dueUs, () => sources[source]!.unobserved(slot, step))
        return
      }
      at(dueUs, () => sources[source]!.sent(slot, step, dueUs))
      truth.emitted++
      receivers.forEach((receiver, index) => {
        const deliver = (
          latencyUs: number,
          book: () => void,
          of: Partial<Identity> = {},
          run = runId,
          name = milestone,
        ): void => {
          at(dueUs + latencyUs, () => {
            const identity = { source, number, leg, slot, ...of }
            const render = RECEIVERS[index]!.kind === 'webhook' ? sampleForm : sampleJson
            // The webhook's fields are those of a softswitch machine where that is possible.
            const asterisk = index === 2 && source === 1
            book()
            receiver.see(
              render({ runId: run, identity, milestone: name, timestampUs: EPOCH + dueUs, asterisk }),
              dueUs + latencyUs,
            )
          })
        }
        const counts = truth.counts[index]!
        const isOff = isAbsent(index, dueUs)
        const missing = isOff ? 'unobserved' : 'lost'
        const good = 1 + random.below(900_000)
        const first = (latencyUs: number): void =>
          deliver(latencyUs, () => truth.first(index, `${source} ${number}`, step, latencyUs))
        const fault = faultOf(random)
        if (isOff && fault !== 'none') {
          counts.unobserved++
          return
        }
        if (fault === 'lost' || isOff) counts[missing]++
        else if (fault === 'stale') {
          counts.lost++
          truth.stale++
          // Behind the planned end, the grace, the grain of a second and a little.
          deliver(endUs - dueUs + 17.5e6, () => undefined)
        } else first(fault === 'late' ? 5_000_001 + random.below(4e6) : good)
        if (fault === 'duplicate') {
          const laterUs = good + 1 + random.below(2e6)
          const isAgain = absent.some(
            ({ receiver: of, toUs }) => of === index && dueUs < toUs && toUs <= dueUs + laterUs,
          )
          deliver(laterUs, () => (isAgain ? truth.redelivered++ : counts.duplicate++))
        }
        const unexpected = (of: Partial<Identity>, run?: number, name?: Milestone): void =>
          deliver(good, () => counts.unexpected++, of, run, name)
        if (fault === 'foreign run') unexpected({}, runId - 1)
        if (fault === 'invented') unexpected({ number: FIRST_NUMBER[kind] + 100_000 + random.below(1000) })
        if (fault === 'no such source') unexpected({ source: 40 })
        if (fault === 'wrong step') unexpected({}, runId, kind === 'call' ? 'register' : 'answer')
      })
    })
  }
  // Slots are released as further entities come.
  for (let i = 0; i < 2500; i++) {
    at(30e6 + i * 10_000, () => {
      for (const source of sources)
        source.close(source.open(5000 + i, 0, packScript(['start']), 30e6 + i * 10_000, 30e6 + i * 10_000))
    })
  }
  moments.sort((a, b) => a.us - b.us)
  for (const { act } of moments) act()
  for (const receiver of receivers) receiver.settle(Number.POSITIVE_INFINITY)
  closeLedger(ledger)
  return { ledger, truth }
}

const FAULTS = [
  'lost',
  'duplicate',
  'late',
  'stale',
  'foreign run',
  'invented',
  'no such source',
  'wrong step',
] as const
const faultOf = (random: Random): (typeof FAULTS)[number] | 'none' =>
  random.uniform() < 0.2 ? FAULTS[random.below(FAULTS.length)]! : 'none'

it.each(['a', 'b', 'c', 'd'])('the ledger finds exactly the faults that were put in, seed %s', (seed) => {
  const { ledger, truth } = storm(seed)
  const record = readLedger(ledger)
  assertBalanced(record)
  expect(record.emitted).toBe(truth.emitted)
  const found = record.receivers.map(({ name: _, kind: __, expected: ___, ...counts }) => counts)
  expect(found).toEqual(truth.counts)
  expect(readLedgerCounters(ledger)).toMatchObject({ stale: truth.stale, open: 0, redelivered: truth.redelivered })
  // No kind of fault may be missing from the proof.
  for (const count of Object.values(record.totals)) expect(count).toBeGreaterThan(20)
  expect(truth.stale).toBeGreaterThan(20)
})
