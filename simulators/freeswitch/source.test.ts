import { describe, expect, test } from 'vitest'
import { createClock } from '../timing/clock.ts'
import { milestoneAt, readUuid, uuidPrefix } from '../traffic/identity.ts'
import type { Instruments, Journal } from '../traffic/journal.ts'
import { shareWorkload, type SourceShare } from '../traffic/source-plan.ts'
import type { FlowName, Workload } from '../traffic/workload.ts'
import { percentDecode } from './codec/percent-encoding.ts'
import { EVENT_TYPES } from './events/event-types.ts'
import type { OutgoingEvent } from './events/outgoing.ts'
import type { ClockMode } from './source-clock.ts'
import { nodeIdentity } from './source-node.ts'
import { createNodeTraffic } from './source.ts'

const EVERY_FLOW: Readonly<Record<FlowName, number>> = {
  answered: 1,
  'bridged-hangup-a': 1,
  'bridged-hangup-b': 1,
  'ringing-no-answer': 1,
  busy: 1,
  'caller-cancel': 1,
  rejected: 1,
  'blind-transfer': 1,
  hold: 1,
  conference: 1,
  keypad: 1,
}

const workload: Workload = {
  seed: 'source',
  arrivals: { kind: 'poisson', perSecond: 20 },
  warmupSeconds: 1,
  durationSeconds: 29,
  mix: {
    flows: EVERY_FLOW,
    talkTime: { medianSeconds: 5, sigma: 0.5 },
    answerDelay: { medianSeconds: 1, sigma: 0.3 },
    registrations: { perSecond: 4, unregisterShare: 0.2, expireShare: 0.2 },
    messages: { perSecond: 4 },
  },
  freeswitchNodes: 2,
  softswitchMachines: 0,
  subscribers: 0,
  webhooks: 0,
}

const RUN_ID = 0x4a0000aa
const START_EPOCH_US = 1_795_311_257_000_000

interface Fired {
  readonly name: string
  readonly text: string
  /** Unix microseconds that the event shows. */
  readonly stampUs: number
  /** Time of the wake. */
  readonly wakeUs: number
}

interface Entry {
  readonly number: number
  readonly leg: number
  readonly script: number
  readonly atUs: number
  readonly endUs: number
  readonly sent: [step: number, intendedUs: number][]
  readonly unobserved: number[]
  closed: boolean
}

const nodeShare = (source = 0): SourceShare => {
  const share = shareWorkload(workload)[source]
  if (share === undefined) throw new RangeError('no such source')
  return share
}

interface Conditions {
  readonly audience?: boolean
  readonly clockMode?: ClockMode
  readonly share?: SourceShare
}

/** Runs the traffic of a node against a bus that listens or does not, waking it at the given times. */
function run(wakes: readonly number[], conditions: Conditions = {}) {
  const { audience = true, clockMode = 'exact', share = nodeShare() } = conditions
  const fired: Fired[] = []
  const entries: Entry[] = []
  const counts: Record<string, number> = {}
  const delays: number[] = []
  let nowUs = 0
  let sequence = 0
  let flushes = 0

  const clock = createClock({ startNs: 0n, anchorNs: BigInt(START_EPOCH_US) * 1000n })
  const bus = {
    identity: nodeIdentity('source', { source: 0 }),
    nextSequence: () => ++sequence,
    hasAudience: audience,
    fire(event: OutgoingEvent) {
      if (!audience) return 0
      const target = Buffer.alloc(event.frameLimit('plain'))
      const text = target.toString('latin1', 0, event.writeFrame('plain', target, 0))
      const stampUs = Number(event.header('Event-Date-Timestamp'))
      fired.push({ name: EVENT_TYPES[event.type] ?? '', text, stampUs, wakeUs: nowUs })
      return 1
    },
    flush: () => (flushes += 1),
  }
  const journal: Journal = {
    open: (number, leg, script, atUs, endUs) =>
      entries.push({ number, leg, script, atUs, endUs, sent: [], unobserved: [], closed: false }) - 1,
    sent: (slot, step, intendedUs) => void entries[slot]?.sent.push([step, intendedUs]),
    unsent: () => undefined,
    unobserved: (slot, step) => void entries[slot]?.unobserved.push(step),
    close(slot) {
      const entry = entries[slot]
      expect(entry?.closed).toBe(false)
      if (entry !== undefined) entry.closed = true
    },
  }
  const instruments: Instruments = {
    count: (counter, by = 1) => void (counts[counter] = (counts[counter] ?? 0) + by),
    latency: (_series, intendedUs, valueUs) => void delays.push(valueUs - (nowUs - intendedUs)),
  }
  const traffic = createNodeTraffic({
    bus,
    share,
    runId: RUN_ID,
    clock: { ...clock, nowUs: () => nowUs },
    journal,
    instruments,
    clockMode,
  })
  let more = true
  for (const wake of wakes) {
    nowUs = wake
    more = traffic.wake()
  }
  return { fired, entries, counts, delays, flushes: () => flushes, more, traffic }
}

const EACH_20_MS = Array.from({ length: 1501 }, (_, wake) => wake * 20_000)

describe('createNodeTraffic()', () => {
  const paced = run(EACH_20_MS)

  test('wake() emits in the order of intended times, never early, and nothing that is due at the end or later', () => {
    expect(paced.fired.length).toBeGreaterThan(3000)
    let last = 0
    // PRIVATE_COMMAND shows first when it was created, which is an earlier moment of its call.
    for (const { stampUs, wakeUs } of paced.fired.filter(({ name }) => name !== 'PRIVATE_COMMAND')) {
      const intendedUs = stampUs - START_EPOCH_US
      expect(intendedUs).toBeLessThanOrEqual(wakeUs)
      expect(intendedUs).toBeGreaterThan(wakeUs - 20_000 - 16)
      // A stepped timestamp is up to 15 us away from its moment.
      expect(intendedUs).toBeGreaterThanOrEqual(last - 16)
      last = Math.max(last, intendedUs)
    }
    expect(last).toBeLessThan(30e6)
    expect(paced.more).toBe(false)
  })

  test('wake() emits the same octets however late it is woken', () => {
    // Portions: a wake that is far behind stops now and then to let sockets be served.
    const late = run([29_999_999, ...Array.from({ length: 20 }, () => 30e6)])
    expect(late.fired.map(({ text }) => text)).toEqual(paced.fired.map(({ text }) => text))
    expect(late.more).toBe(false)
  })

  test('wake() repeats for the same seed and differs between nodes', () => {
    expect(run(EACH_20_MS).fired).toEqual(paced.fired)
    const other = run(EACH_20_MS, { share: nodeShare(1) })
    expect(other.fired.map(({ text }) => text)).not.toEqual(paced.fired.map(({ text }) => text))
  })

  test('wake() hands everything to the sockets each time', () => {
    expect(paced.flushes()).toBe(EACH_20_MS.length)
  })

  test('the journal holds each leg with the steps that were due before the end, in order, at their times', () => {
    const legs = paced.entries.filter((entry) => entry.number < 2 ** 25)
    expect(legs.length).toBeGreaterThan(200)
    for (const { sent, atUs, endUs, script } of legs) {
      expect(sent.map(([step]) => step)).toEqual([...sent.keys()])
      sent.forEach(([, intendedUs], step) => expect(intendedUs).toBeGreaterThanOrEqual(sent[step - 1]?.[1] ?? atUs))
      expect(sent.at(-1)?.[1] ?? atUs).toBeLessThanOrEqual(endUs)
      const complete = milestoneAt(script, sent.length) === 'none'
      // Whatever follows the last contract event may still be due after the end.
      if (endUs < 30e6) expect(complete).toBe(true)
    }
  })

  test('the journal closes every entity once, at its end or at the end of the run', () => {
    expect(paced.entries.every((entry) => entry.closed)).toBe(true)
    expect(paced.counts['calls.ended']).toBeLessThan(paced.counts['calls.started'] ?? 0)
    expect(paced.traffic.figures.sessions).toBe(0)
  })

  test('every contract event carries the identity of its entity where a bridge forwards it', () => {
    const field = (text: string, name: string): string =>
      percentDecode(new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '')
    const seen = new Map<number, number>()
    for (const { name, text } of paced.fired) {
      const carriers: Readonly<Record<string, string>> = {
        CHANNEL_CREATE: field(text, 'Unique-ID'),
        CHANNEL_ANSWER: field(text, 'Unique-ID'),
        CHANNEL_HANGUP_COMPLETE: field(text, 'Unique-ID'),
        MESSAGE: text.slice(text.indexOf('\n\n', text.indexOf('\n\n') + 2)),
        CUSTOM: /^Event-Subclass: sofia%3A%3A(register|unregister|expire)$/m.test(text) ? field(text, 'contact') : '',
      }
      const at = (carriers[name] ?? '').indexOf(uuidPrefix(RUN_ID))
      if (at < 0) continue
      const identity = readUuid(Buffer.from(carriers[name] ?? '', 'latin1'), at)
      const entry = paced.entries[identity?.slot ?? -1]
      expect(identity).toMatchObject({ source: 0, number: entry?.number, leg: entry?.leg })
      seen.set(identity?.slot ?? -1, (seen.get(identity?.slot ?? -1) ?? 0) + 1)
    }
    const plain = paced.entries.filter((entry) => milestoneAt(entry.script, 0) !== 'send' && entry.sent.length > 0)
    expect(plain.length).toBeGreaterThan(250)
    plain.forEach((entry) => expect(seen.has(paced.entries.indexOf(entry))).toBe(true))
  })

  test('without an audience contract events are unobserved and nothing counts as sent', () => {
    const alone = run(EACH_20_MS, { audience: false })
    const sentSteps = paced.entries.map((entry) => entry.sent.map(([step]) => step))
    expect(alone.entries.map((entry) => entry.unobserved)).toEqual(sentSteps)
    expect(alone.entries.every((entry) => entry.sent.length === 0)).toBe(true)
    expect(alone.counts['events.sent']).toBeUndefined()
    expect(alone.delays).toEqual([])
  })

  test('send delay runs from the intended time', () => {
    expect(paced.delays.length).toBeGreaterThan(500)
    expect(paced.delays.every((difference) => difference === 0)).toBe(true)
  })

  test('a clock of ticks shows the last tick of 20 ms at or before the intended time', () => {
    const ticks = run(EACH_20_MS, { clockMode: 'ticks' })
    const stamps = ticks.fired.map(({ stampUs }) => stampUs - START_EPOCH_US)
    const offTick = stamps.filter((us) => us % 20_000 !== 0)
    // Only contract events that repeat within a leg leave the tick, by their step.
    expect(offTick.every((us) => us % 20_000 < 16)).toBe(true)
    expect(offTick.length).toBeLessThan(stamps.length / 20)
    ticks.fired.forEach(({ wakeUs }, place) => expect(stamps[place]).toBeLessThanOrEqual(wakeUs))
    expect(new Set(stamps).size).toBeLessThan(ticks.fired.length / 3)
  })

  test('the second route of a transferred call tells itself from the first by the low bits of its timestamp', () => {
    const transfer = { ...nodeShare(), mix: { ...workload.mix, flows: { 'blind-transfer': 1 } } }
    const { fired } = run(EACH_20_MS, { share: transfer })
    const routing = /^Channel-State: CS_ROUTING\nChannel-Call-State: (?!DOWN)/m
    const routes = fired.filter(({ name, text }) => name === 'CHANNEL_STATE' && routing.test(text))
    expect(routes.length).toBeGreaterThan(50)
    const steps = new Set(routes.map(({ stampUs }) => stampUs % 16))
    expect(steps).toEqual(new Set([1, 3]))
  })

  test('ongoing calls emit what comes behind their conversation, from the first second on, and nothing before', () => {
    const share = { ...nodeShare(), prefill: true }
    const filled = run(EACH_20_MS, { share })
    const ongoing = filled.counts['calls.ongoing'] ?? 0
    expect(ongoing).toBeGreaterThan(20)
    const legs = filled.entries.filter((entry) => entry.number < ongoing)
    for (const { sent, script, atUs } of legs) {
      expect(atUs).toBe(0)
      const milestones = sent.map(([step]) => milestoneAt(script, step))
      expect(['', 'end', 'route end', 'route']).toContain(milestones.join(' '))
      sent.forEach(([, intendedUs]) => expect(intendedUs).toBeGreaterThanOrEqual(0))
    }
    expect(legs.some(({ sent }) => (sent[0]?.[1] ?? Infinity) < 1e6)).toBe(true)
    expect(legs.filter(({ sent }) => sent.length > 0).length).toBeGreaterThan(legs.length / 2)
    expect(filled.fired.slice(0, 20).every(({ stampUs }) => stampUs >= START_EPOCH_US - 16 || stampUs === 0)).toBe(true)
    expect(filled.entries.every((entry) => entry.closed)).toBe(true)
    expect(run(EACH_20_MS, { share }).fired).toEqual(filled.fired)
  })

  test('heartbeats tell the sessions of the node', () => {
    const beats = paced.fired.filter(({ name }) => name === 'HEARTBEAT')
    expect(beats.length).toBeGreaterThanOrEqual(1)
    const count = /^Session-Count: (\d+)$/m.exec(beats.at(-1)?.text ?? '')?.[1]
    expect(Number(count)).toBeGreaterThan(0)
  })
})
