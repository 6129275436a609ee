import { describe, expect, test } from 'vitest'
import type { SourceShare } from '../traffic/source-plan.ts'
import { createSource } from './source.ts'
import { createBenchMachine, type BenchMachine, type Delivered, QUIET_MIX } from './testing/bench-machine.ts'

const share: Partial<SourceShare> = {
  arrivals: { kind: 'poisson', perSecond: 20 },
  endUs: 30e6,
  mix: {
    ...QUIET_MIX,
    flows: { answered: 3, busy: 1, 'blind-transfer': 1 },
    talkTime: { medianSeconds: 1, sigma: 1 },
    registrations: { perSecond: 5, unregisterShare: 0.2, expireShare: 0.2 },
    messages: { perSecond: 5 },
  },
}

/** Wakes the source each millisecond until it has nothing left. */
function runToEnd(machine: BenchMachine, limitUs = 120e6): void {
  const source = createSource(machine.context)
  for (let us = 0; us < limitUs; us += 1000) {
    machine.clock.setUs(us)
    if (!source.wake()) return
  }
  throw new Error('the source did not come to its end')
}

const signature = ({ event }: Delivered): string => {
  const { class: kind, event: name, machine } = event
  return `${kind}/${name}/${machine}/${event['uniqueid'] ?? event['contact'] ?? event['body'] ?? ''}`
}

describe('createSource()', () => {
  test('createSource() sprays what nobody knows beside the same calls, without a place in the journal', () => {
    const known = createBenchMachine(share)
    runToEnd(known)
    const mix = { ...(share.mix ?? QUIET_MIX), unknown: { perSecond: 4, fieldShare: 0.5 } }
    const spray = createBenchMachine({ ...share, mix })
    runToEnd(spray)
    const strangers = spray.delivered.filter(({ event }) => event.class === 'vendor')
    expect(strangers.length).toBeGreaterThan(60)
    expect(spray.notes.sentSteps).toEqual(known.notes.sentSteps)
    const starts = spray.delivered.filter(({ event }) => event.class === 'call' && event.event === 'start')
    const strange = starts.filter(({ event }) => 'vendor_note' in event).length
    expect(strange).toBeGreaterThan(starts.length * 0.35)
    expect(strange).toBeLessThan(starts.length * 0.65)
  })

  test('createSource() ends ongoing calls within the run and tells nothing of how they began', () => {
    const machine = createBenchMachine({ ...share, prefill: true })
    runToEnd(machine)
    const { notes } = machine
    const ongoing = notes.counters.get('calls.ongoing') ?? 0
    expect(ongoing).toBeGreaterThan(10)
    const opened = notes.opened.filter(({ number }) => number < ongoing)
    expect(opened).toHaveLength(ongoing)
    opened.forEach(({ atUs }) => expect(atUs).toBe(0))
    const sent = notes.sentSteps.filter(([slot]) => slot < ongoing)
    const lastStep = (slot: number): boolean => sent.filter(([of]) => of === slot).length === 1
    expect(sent.every(([slot, step, atUs]) => step >= 3 && atUs >= 0 && atUs < 30e6 && lastStep(slot))).toBe(true)
    expect(sent.length).toBeGreaterThan(ongoing * 0.8)
    expect(new Set(notes.closed).size).toBe(notes.opened.length)
  })

  test('createSource() sends nothing before it is due', () => {
    const machine = createBenchMachine(share, ({ times, listener }, nowUs) => {
      expect(times.dueUs).toBeLessThanOrEqual(nowUs)
      expect(nowUs - times.dueUs).toBeLessThanOrEqual(1000)
      listener.sent()
      listener.done(nowUs)
    })
    runToEnd(machine)
    expect(machine.delivered.length).toBeGreaterThan(1000)
  })

  test('createSource() offers the same events for a seed however slow the replies are', () => {
    const quick = createBenchMachine(share)
    runToEnd(quick)
    const waiting: { atUs: number; delivered: Delivered }[] = []
    const slow = createBenchMachine(share, (delivered) => {
      delivered.listener.sent()
      waiting.push({ atUs: delivered.times.dueUs + 80_000, delivered })
    })
    const source = createSource(slow.context)
    let us = 0
    const answerDue = (): void => {
      while (waiting[0] !== undefined && waiting[0].atUs <= us) {
        const { atUs, delivered } = waiting.shift() ?? waiting[0]
        delivered.listener.done(atUs)
      }
    }
    do {
      us += 1000
      slow.clock.setUs(us)
      answerDue()
    } while (source.wake() && us < 120e6)
    expect(slow.delivered.map(signature).sort()).toEqual(quick.delivered.map(signature).sort())
    expect(slow.notes.opened).toEqual(quick.notes.opened)
    expect(slow.context.living.size).toBe(0)
  })

  test('createSource() gives every registration and message an id of its own, inside a field of the contract', () => {
    const machine = createBenchMachine(share)
    runToEnd(machine)
    const fieldsOf = new Map(
      machine.delivered.map(({ event }) => [`${event.class}/${event.event}`, Object.keys(event)]),
    )
    const registration = [
      'class',
      'contact',
      'event',
      'expires',
      'host',
      'machine',
      'network_ip',
      'network_port',
      'timestamp',
      'user',
      'user_agent',
    ]
    for (const name of ['register', 'unregister', 'expire'])
      expect(fieldsOf.get(`registration/${name}`)).toEqual(registration)
    for (const name of ['receive', 'send']) {
      expect(fieldsOf.get(`message/${name}`)).toEqual(['body', 'class', 'event', 'from', 'machine', 'timestamp', 'to'])
    }
    const texts = machine.delivered.flatMap(({ event }) => [event['contact'] ?? event['body'] ?? []].flat())
    const ids = texts.map((text) => /1500000000\.[0-9]{16}/.exec(String(text))?.[0])
    expect(ids.length).toBeGreaterThan(200)
    expect(ids).not.toContain(undefined)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('createSource() tells the health of the machine, outside of the journal', () => {
    const machine = createBenchMachine({
      ...share,
      arrivals: { kind: 'constant', perSecond: 0.1 },
      mix: QUIET_MIX,
      endUs: 60e6,
    })
    runToEnd(machine)
    const health = machine.delivered.filter(({ event }) => event.class === 'machine').map(({ event }) => event)
    expect(health.length).toBe(3)
    expect(Object.keys(health[0] ?? {})).toEqual([
      'class',
      'event',
      'machine',
      'sessions',
      'status',
      'timestamp',
      'uptime',
    ])
    expect(machine.notes.sentSteps.length).toBe(machine.delivered.length - 3)
  })

  test('createSource() gives every slot back when it is halted, and sends nothing more', () => {
    const machine = createBenchMachine(share, ({ listener }) => listener.sent())
    const source = createSource(machine.context)
    machine.clock.setUs(5e6)
    expect(source.wake()).toBe(true)
    const before = machine.delivered.length
    expect(machine.context.living.size).toBeGreaterThan(0)
    source.halt()
    expect(machine.notes.closed.length).toBe(machine.notes.opened.length)
    machine.clock.setUs(20e6)
    expect(source.wake()).toBe(false)
    expect(machine.delivered.length).toBe(before)
  })
})
