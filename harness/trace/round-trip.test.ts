import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliveredHeaders } from '../../simulators/freeswitch/codec/event-headers.ts'
import { parseEvent } from '../../simulators/freeswitch/codec/parse-event.ts'
import { type Replay, startFreeswitch, type StartedFreeswitch } from '../../simulators/freeswitch/index.ts'
import { type Clock, createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { createTickPacer } from '../../simulators/timing/pacer.ts'
import { createCountingJournal } from '../../simulators/traffic/counting-journal.ts'
import { readUuid } from '../../simulators/traffic/identity.ts'
import { runIdOf } from '../../simulators/traffic/run-id.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { createLateClock } from '../load/late-clock.ts'
import { eslEvents } from './esl-events.ts'
import { loadTrace } from './load-trace.ts'
import { createPseudonymiser } from './pseudonyms/pseudonymise-event.ts'
import { readTrace } from './read-trace.ts'
import { recordTrace, type RecordTraceOptions } from './record-trace.ts'
import type { TraceEvent } from './trace-format.ts'

const WORKLOAD: Workload = {
  seed: 'round trip',
  arrivals: { kind: 'poisson', perSecond: 40 },
  warmupSeconds: 0,
  durationSeconds: 60,
  freeswitchNodes: 1,
  softswitchMachines: 0,
  subscribers: 0,
  webhooks: 0,
  mix: {
    flows: { answered: 2, 'bridged-hangup-a': 2, busy: 1, 'blind-transfer': 1 },
    talkTime: { medianSeconds: 0.3, sigma: 0.3 },
    answerDelay: { medianSeconds: 0.1, sigma: 0.3 },
    registrations: { perSecond: 10, unregisterShare: 0.3, expireShare: 0.3 },
    messages: { perSecond: 10 },
  },
}
const PASSWORD = 'cluecon'
const EVENTS = 800

const startNode = (replay?: Replay, clock: Clock = createClock(createOrigin(300))): Promise<StartedFreeswitch> => {
  const journal = createCountingJournal()
  return startFreeswitch({
    nodes: [{ source: 0, password: PASSWORD }],
    workload: WORKLOAD,
    runId: runIdOf(replay ? 'replay' : 'record'),
    clock,
    pacer: createTickPacer(),
    journalFor: () => journal,
    instruments: journal,
    replay,
  })
}

const portOf = (freeswitch: StartedFreeswitch): number => freeswitch.nodes[0]?.port ?? 0

async function record(path: string, options: Partial<RecordTraceOptions> = {}) {
  await using freeswitch = await startNode()
  return await recordTrace({
    host: '127.0.0.1',
    port: portOf(freeswitch),
    password: PASSWORD,
    path,
    events: 'ALL',
    limits: { events: EVENTS, seconds: 30 },
    pseudonymise: createPseudonymiser(Buffer.alloc(32, 1)),
    version: 'test',
    signal: new AbortController().signal,
    ...options,
  })
}

async function eventsIn(path: string): Promise<TraceEvent[]> {
  const events: TraceEvent[] = []
  for await (const line of readTrace(path)) if (line.kind === 'event') events.push(line.event)
  return events
}

/** What the node sends when it replays the trace once. */
async function replayed(replay: Replay, wanted: number): Promise<TraceEvent[]> {
  // The traffic starts when somebody listens: each event counts.
  const clock = createLateClock()
  await using freeswitch = await startNode(replay, clock)
  const stop = new AbortController()
  const events: TraceEvent[] = []
  const stream = eslEvents({
    host: '127.0.0.1',
    port: portOf(freeswitch),
    password: PASSWORD,
    subscription: 'event json ALL',
    signal: stop.signal,
    onSubscribed: () => clock.setOrigin(createOrigin(50)),
  })
  for await (const text of stream) {
    const { headers, ...rest } = parseEvent(text, 'json')
    events.push({ us: 0, headers: deliveredHeaders({ headers, ...rest }), ...(rest.body !== undefined && { body: rest.body }) })
    if (events.length >= wanted) stop.abort()
  }
  return events
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const REPLACED = /^(Core-UUID|FreeSWITCH-.*|Event-Date-.*|Event-Sequence|.*-Time|.*_u?epoch|Caller-Channel-Last-Hold|sip_invite_stamp)$/i

/** Events with each UUID as its place in the order of first appearance, and without what a replay must change. */
function comparable(events: readonly TraceEvent[]) {
  const places = new Map<string, number>()
  const place = (uuid: string): string => {
    if (!places.has(uuid)) places.set(uuid, places.size)
    return `<${places.get(uuid) ?? ''}>`
  }
  return events.map(({ headers, body }) => ({
    headers: headers.map(([name, value]) => {
      if (REPLACED.test(name.replace('variable_', '')) || /^\d{16}$/.test(String(value))) return name
      // The identity of a registration is put there anew.
      if (name === 'contact') return `${name}: ${String(value).replace(/;rinstance=[^>]*/, '')}`
      return `${name}: ${String(value).replaceAll(UUID, place)}`
    }),
    body: body?.replace(/ [0-9a-f-]{36}$/, ''),
  }))
}

describe('a trace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-trace-'))
  const path = join(folder, 'trace.gz')
  let recorded: readonly TraceEvent[] = []
  beforeAll(async () => {
    await record(path)
    recorded = await eventsIn(path)
  }, 40_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('holds the events that were asked for, in their order of time', () => {
    expect(recorded).toHaveLength(EVENTS)
    expect(recorded.every(({ us }, at) => us >= (recorded[at - 1]?.us ?? 0))).toBe(true)
    expect(new Set(recorded.map(({ headers }) => String(headers.find(([name]) => name === 'Event-Name')?.[1]))).size).toBeGreaterThan(8)
  })

  it('is replayed event by event, with the same headers and the same calls', async () => {
    const { trace } = await loadTrace(path)
    const events = await replayed({ trace, speed: 10, passes: 1 }, EVENTS)
    expect(comparable(events)).toEqual(comparable(recorded))
  }, 30_000)

  it('is replayed with identities of the run wherever a contract event needs one', async () => {
    const { trace } = await loadTrace(path)
    const events = await replayed({ trace, speed: 10, passes: 1 }, EVENTS)
    const starts = events.flatMap(({ headers }) => {
      const isStart = headers.some(([name, value]) => name === 'Event-Name' && value === 'CHANNEL_CREATE')
      return isStart ? headers.filter(([name]) => name === 'Unique-ID').map(([, value]) => String(value)) : []
    })
    expect(starts.length).toBeGreaterThan(5)
    const numbers = starts.map((uuid) => readUuid(Buffer.from(uuid), 0)?.number)
    expect(new Set(numbers).size).toBe(starts.length)
    expect(starts.every((uuid) => uuid.startsWith(runIdOf('replay').toString(16)))).toBe(true)
    const registrations = events.filter(({ headers }) => headers.some(([, value]) => value === 'sofia::register'))
    expect(registrations.length).toBeGreaterThan(0)
    for (const { headers } of registrations) {
      expect(String(headers.find(([name]) => name === 'contact')?.[1])).toContain(`;rinstance=${runIdOf('replay').toString(16)}-`)
    }
  }, 30_000)

  it('is replayed with other calls in the next pass', async () => {
    const { trace } = await loadTrace(path)
    const events = await replayed({ trace, speed: 20, passes: 2 }, 2 * EVENTS)
    const [first, second] = [events.slice(0, EVENTS), events.slice(EVENTS)]
    expect(comparable(second)).toEqual(comparable(first))
    const idsOf = (some: readonly TraceEvent[]) => new Set(some.flatMap(({ headers }) => headers.filter(([name]) => name === 'Unique-ID').map(([, id]) => id)))
    expect([...idsOf(second)].filter((id) => idsOf(first).has(id))).toEqual([])
  }, 30_000)

  it('holds no identity of the original when they are replaced', async () => {
    const originals = join(folder, 'originals.gz')
    await record(originals, { pseudonymise: undefined })
    const texts = (events: readonly TraceEvent[]) => events.map(({ headers, body }) => JSON.stringify([headers, body])).join('\n')
    const plain = texts(await eventsIn(originals))
    const numbers = [...new Set([...plain.matchAll(/\b1\d{3}555\d{4}\b/g)].map(([number]) => number))]
    expect(numbers.length).toBeGreaterThan(20)
    const hidden = texts(recorded)
    expect(numbers.filter((number) => hidden.includes(number))).toEqual([])
    expect(hidden).not.toMatch(/Abbott|Brandt|Costa|Dubois|Smith|Ada |Dmitri|Elif|Grace/)
    expect([...hidden.matchAll(/\b10\.\d+\.\d+\.\d+\b/g)]).toEqual([])
  }, 40_000)
})

describe('recordTrace()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-trace-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('leaves a whole file when it is stopped', async () => {
    const path = join(folder, 'stopped.gz')
    const stop = new AbortController()
    let told = 0
    const end = await record(path, {
      signal: stop.signal,
      limits: {},
      onProgress: () => {
        told += 1
        if (told === 2) stop.abort()
      },
    })
    expect(end.reason).toBe('stopped')
    expect(end.events).toBeGreaterThan(0)
    expect(await eventsIn(path)).toHaveLength(end.events)
  }, 20_000)

  it('leaves a whole file when the FreeSWITCH goes away', async () => {
    const path = join(folder, 'gone.gz')
    const freeswitch = await startNode()
    const end = await recordTrace({
      host: '127.0.0.1',
      port: portOf(freeswitch),
      password: PASSWORD,
      path,
      events: 'ALL',
      limits: {},
      pseudonymise: undefined,
      version: 'test',
      signal: new AbortController().signal,
      onProgress: ({ events }) => void (events > 0 && freeswitch[Symbol.asyncDispose]()),
    })
    expect(end.reason).toBe('disconnected')
    expect(await eventsIn(path)).toHaveLength(end.events)
  }, 20_000)

  it('ends when its time is over, even when nothing happens', async () => {
    const path = join(folder, 'quiet.gz')
    const end = await record(path, { events: 'CHANNEL_PARK', limits: { seconds: 0.2 } })
    expect(end).toMatchObject({ reason: 'duration', events: 0 })
    expect(await eventsIn(path)).toEqual([])
  }, 20_000)

  it('creates no file when the password is refused', async () => {
    const path = join(folder, 'refused.gz')
    await expect(record(path, { password: 'wrong' })).rejects.toThrow(/Cannot go on with the Event Socket at 127\.0\.0\.1:\d+ as .*refused the password/)
    await expect(eventsIn(path)).rejects.toThrow(/ENOENT/)
  }, 20_000)
})
