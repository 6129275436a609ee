import { describe, expect, it } from 'vitest'
import { MAX_SLOTS, milestoneAt, readUuid, runIdOf, toRunId } from '../../traffic/index.ts'
import type { Journal } from '../../traffic/journal.ts'
import { createCountingJournal } from '../../traffic/counting-journal.ts'
import type { FsHeader } from '../codec/event.ts'
import type { OutgoingEvent } from '../events/outgoing.ts'
import { createCensus } from '../source-census.ts'
import type { RecordedTrace } from './recorded-trace.ts'
import { createReplaySchedule } from './replay-schedule.ts'
import { replaySlots } from './replay-slots.ts'
import { rewriteHeaders, withBodyId, withContactId } from './rewrite-event.ts'
import { createTraceIndex } from './trace-index.ts'

const LEG = '74a13b1b-9420-49e6-b21e-48858031f59e'
const OTHER = '02534665-d06b-47ba-b2e8-452c7e2c35e4'
const STAMP = 1_795_312_351_573_923

const legEvent = (name: string, uuid: string, more: readonly FsHeader[] = []): FsHeader[] => [
  ['Event-Name', name],
  ['Core-UUID', 'e2a08475-6614-44b9-9403-6479bb1e3be9'],
  ['Event-Date-Timestamp', String(STAMP)],
  ['Event-Sequence', '17'],
  ['Unique-ID', uuid],
  ...more,
]
const routing: FsHeader[] = [['Channel-State', 'CS_ROUTING'], ['Channel-Call-State', 'RINGING']]

const CALL: readonly (readonly [us: number, headers: FsHeader[]])[] = [
  [1000, legEvent('CODEC', OTHER, [['Other-Leg-Unique-ID', LEG]])],
  [2000, legEvent('CHANNEL_CREATE', LEG)],
  [3000, legEvent('CHANNEL_STATE', LEG, routing)],
  [4000, legEvent('CHANNEL_ANSWER', LEG, [['Caller-Channel-Created-Time', String(STAMP - 2_000_000)]])],
  [5000, legEvent('CHANNEL_HANGUP_COMPLETE', LEG, [['Application-UUID', OTHER]])],
  [6000, legEvent('CHANNEL_DESTROY', LEG)],
]

function traceOf(events: readonly (readonly [us: number, headers: FsHeader[], body?: string])[], endUs = 10_000): RecordedTrace {
  const index = createTraceIndex()
  for (const [us, headers, body] of events) index.add(us, headers, body)
  return index.finish(endUs)
}

const scripts = ({ entities }: RecordedTrace) =>
  entities.map(({ script }) => Array.from({ length: 8 }, (_, step) => milestoneAt(script, step)).filter((name) => name !== 'none'))

describe('createTraceIndex()', () => {
  it('finds a call with its contract events', () => {
    const trace = traceOf(CALL)
    expect(scripts(trace)).toEqual([['start', 'route', 'answer', 'end']])
    expect([...new Int32Array(trace.entityOf)]).toEqual([-1, 0, 0, 0, 0, -1])
    expect([...new Int8Array(trace.stepOf)]).toEqual([-1, 0, 1, 2, 3, -1])
    expect(trace.entities[0]).toMatchObject({ kind: 'call', uuid: LEG, firstEvent: 1, lastEvent: 5 })
  })

  it('takes each registration and message for an entity of its own', () => {
    const custom = (subclass: string, more: readonly FsHeader[] = []): FsHeader[] => [['Event-Subclass', subclass], ['Event-Name', 'CUSTOM'], ...more]
    const trace = traceOf([
      [1, custom('sofia::register')],
      [2, custom('sofia::register')],
      [3, custom('sofia::register_attempt')],
      [4, custom('sofia::expire')],
      [5, [['Event-Name', 'MESSAGE'], ['proto', 'sip']], 'hello'],
      [6, [['Event-Name', 'MESSAGE'], ['proto', 'global']], 'hello'],
      [7, custom('SMS::SEND_MESSAGE'), 'hello'],
      [8, custom('SMS::SEND_MESSAGE', [['Delivery-Failure', 'true']]), 'hello'],
    ])
    expect(scripts(trace)).toEqual([['register'], ['register'], ['expire'], ['receive'], ['send']])
  })

  it('leaves out what a script has no step for', () => {
    const routes = Array.from({ length: 10 }, (_, at) => [at, legEvent('CHANNEL_STATE', LEG, routing)] as const)
    const trace = traceOf(routes)
    expect(scripts(trace)[0]).toHaveLength(8)
    expect(trace.skipped).toBe(2)
    expect(trace.times.byteLength).toBe(8 * 8)
  })

  it('refuses an event that no switch has', () => {
    expect(() => traceOf([[1, [['Event-Name', 'NEVER_HEARD_OF']]]])).toThrow(SyntaxError)
  })
})

interface Sent {
  readonly step: number
  readonly dueUs: number
}

/** Plays a schedule to its end. */
function play(trace: RecordedTrace, { speed = 1, passes = 1, hasAudience = true } = {}) {
  const runId = toRunId(7)
  const sent: Sent[] = []
  const unobserved: number[] = []
  const opened: { number: number; script: number; atUs: number; endUs: number }[] = []
  let closed = 0
  const journal: Journal = {
    open: (number, _leg, script, atUs, endUs) => opened.push({ number, script, atUs, endUs }) - 1,
    sent: (_slot, step, dueUs) => sent.push({ step, dueUs }),
    unsent: () => {},
    unobserved: (_slot, step) => unobserved.push(step),
    close: () => (closed += 1),
  }
  const texts: string[] = []
  let sequence = 100
  const bus = {
    identity: { coreUuid: 'core', hostname: 'node1', switchname: 'node1', ipv4: '127.0.0.1', ipv6: '::1' },
    nextSequence: () => ++sequence,
    hasAudience,
    fire(event: OutgoingEvent) {
      const target = Buffer.alloc(event.frameLimit('plain'))
      texts.push(target.toString('latin1', 0, event.writeFrame('plain', target, 0)))
      return 1
    },
  }
  const counters = createCountingJournal()
  const context = {
    bus,
    share: { seed: 's', source: 3 },
    runId,
    clock: { nowUs: () => 0, epochUs: (us: number) => us },
    journal,
    instruments: counters,
    census: createCensus(),
    eventTime: (us: number) => 1_800_000_000_000_000 + us,
  } as unknown as Parameters<typeof createReplaySchedule>[0]
  const schedule = createReplaySchedule(context, { trace, speed, passes })
  const dues: number[] = []
  while (Number.isFinite(schedule.nextUs)) {
    dues.push(schedule.nextUs)
    schedule.step()
  }
  return { dues, sent, unobserved, opened, closed, texts, counters, runId }
}

const headerIn = (text: string | undefined, name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(text ?? '')?.[1]

describe('createReplaySchedule()', () => {
  it('keeps the gaps, divided by the speed, pass after pass', () => {
    const { dues } = play(traceOf(CALL), { speed: 2, passes: 2 })
    expect(dues).toEqual([500, 1000, 1500, 2000, 2500, 3000, 5500, 6000, 6500, 7000, 7500, 8000])
  })

  it('books each contract event when it is due, and each call once for every pass', () => {
    const { sent, opened, closed, counters } = play(traceOf(CALL), { passes: 2 })
    expect(sent.slice(0, 4)).toEqual([2000, 3000, 4000, 5000].map((dueUs, step) => ({ step, dueUs })))
    expect(opened.map(({ number }) => number)).toEqual([0, 1])
    expect(opened[0]).toMatchObject({ atUs: 1000, endUs: 6000 })
    expect(closed).toBe(2)
    expect((['calls.offered', 'calls.started', 'calls.ended'] as const).map((name) => counters.counter(name))).toEqual([2, 2, 2])
  })

  it('books as unobserved what nobody listens to', () => {
    const { sent, unobserved } = play(traceOf(CALL), { hasAudience: false })
    expect(sent).toEqual([])
    expect(unobserved).toEqual([0, 1, 2, 3])
  })

  it('puts the identity of a leg wherever its UUID stands, and other UUIDs into every pass', () => {
    const { texts, runId } = play(traceOf(CALL), { passes: 2 })
    const id = headerIn(texts[1], 'Unique-ID') ?? ''
    expect(readUuid(Buffer.from(id), 0)).toMatchObject({ source: 3, number: 0, leg: 0, slot: 0 })
    expect(id.startsWith(runId.toString(16))).toBe(true)
    expect(headerIn(texts[0], 'Other-Leg-Unique-ID')).toBe(id)
    expect(headerIn(texts[7], 'Unique-ID')).not.toBe(id)
    const [first, second] = [headerIn(texts[4], 'Application-UUID'), headerIn(texts[10], 'Application-UUID')]
    expect(first).toBe(headerIn(texts[0], 'Unique-ID'))
    expect(second).not.toBe(first)
    expect([first, second]).not.toContain(OTHER)
  })

  it('shows node, sequence and time of the replay', () => {
    const { texts } = play(traceOf(CALL), { speed: 2 })
    expect(headerIn(texts[3], 'Core-UUID')).toBe('core')
    expect(headerIn(texts[3], 'Event-Sequence')).toBe('104')
    expect(headerIn(texts[3], 'Event-Date-Timestamp')).toBe('1800000000002000')
    expect(headerIn(texts[3], 'Caller-Channel-Created-Time')).toBe(String(1_800_000_000_002_000 - 1_000_000))
  })
})

describe('rewriteHeaders()', () => {
  const rewriting = { identity: { coreUuid: 'c', hostname: 'h', switchname: 's', ipv4: '', ipv6: '' }, sequence: 1, epochUs: 2_000_000_000_000_000, speed: 10 }

  it('moves seconds and microseconds, and leaves other numbers', () => {
    const headers = rewriteHeaders(
      [
        ['Event-Date-Timestamp', '1795312351573923'],
        ['variable_start_epoch', '1795312341'],
        ['variable_start_uepoch', '1795312341573923'],
        ['Caller-Channel-Hangup-Time', '0'],
        ['variable_x', '1795312341'],
      ],
      rewriting,
    )
    expect(headers.map(([, value]) => value)).toEqual(['2000000000000000', '1999999998', '1999999999000000', '0', '1795312341'])
  })
})

describe('withContactId()', () => {
  it.each([
    ['"" <sip:1001@10.0.0.1:5060>', '"" <sip:1001@10.0.0.1:5060;rinstance=ID>'],
    ['<sip:1001@10.0.0.1;rinstance=old;x=1>', '<sip:1001@10.0.0.1;x=1;rinstance=ID>'],
    ['sip:1001@10.0.0.1', 'sip:1001@10.0.0.1;rinstance=ID'],
  ])('puts the identity into %s', (contact, expected) => {
    expect(withContactId([['contact', contact]], 'ID')).toEqual([['contact', expected]])
  })
})

describe('withBodyId()', () => {
  it('puts the identity at the end, in place of one that stands there', () => {
    expect(withBodyId('hello', 'ID')).toBe('hello ID')
    expect(withBodyId(`hello ${LEG}`, 'ID')).toBe('hello ID')
    expect(withBodyId(undefined, 'ID')).toBe('ID')
  })
})

describe('replaySlots()', () => {
  const call = (uuid: string, us: number): [number, FsHeader[]][] => [
    [us, legEvent('CHANNEL_CREATE', uuid)],
    [us + 100, legEvent('CHANNEL_HANGUP_COMPLETE', uuid)],
  ]
  const trace = traceOf([...call(LEG, 0), ...call(OTHER, 1_000_000)], 2_000_000)

  it('counts what lives at the same time, with the grace', () => {
    expect(replaySlots({ trace, speed: 1, passes: 1 }, 0)).toBe(1)
    expect(replaySlots({ trace, speed: 1, passes: 1 }, 1_500_000)).toBe(2)
  })

  it('counts passes that overlap by the grace', () => {
    expect(replaySlots({ trace, speed: 1 }, 4_000_000)).toBe(6)
    expect(replaySlots({ trace, speed: 1e9 }, 15e6)).toBe(MAX_SLOTS)
  })
})

it('a trace of the run id itself cannot be mistaken for identities', () => {
  const uuid = `${runIdOf('s').toString(16)}-0000-4000-8000-000000000000`
  const { texts } = play(traceOf([[0, legEvent('CODEC', uuid)]]))
  expect(headerIn(texts[0], 'Unique-ID')).toMatch(/^[89a-f]/)
})
