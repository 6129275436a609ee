import { once } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createClock, createOrigin } from '../timing/clock.ts'
import { createTickPacer } from '../timing/pacer.ts'
import { createCountingJournal, type CountingJournal } from '../traffic/counting-journal.ts'
import { readAsteriskId } from '../traffic/identity.ts'
import type { Workload } from '../traffic/workload.ts'
import {
  planMachines,
  type SoftswitchOptions,
  startMessaged,
  startSoftswitch,
  type StartedSoftswitch,
} from './index.ts'
import { NO_CONTENT, startRawServer } from './testing/raw-server.ts'

const workload: Workload = {
  seed: 'softswitch',
  arrivals: { kind: 'poisson', perSecond: 90 },
  warmupSeconds: 0,
  durationSeconds: 0.5,
  mix: {
    flows: { answered: 2, busy: 1 },
    talkTime: { medianSeconds: 0.05, sigma: 0.5 },
    answerDelay: { medianSeconds: 0.02, sigma: 0.5 },
    registrations: { perSecond: 30, unregisterShare: 0.3, expireShare: 0.3 },
    messages: { perSecond: 30 },
  },
  freeswitchNodes: 1,
  softswitchMachines: 3,
  subscribers: 0,
  webhooks: 0,
}
const RUN_ID = 1_500_000_000

interface Run {
  readonly softswitch: StartedSoftswitch
  readonly journals: Map<number, CountingJournal>
  readonly totals: CountingJournal
}

async function start(options: Partial<SoftswitchOptions> = {}, slots?: number): Promise<Run> {
  const journals = new Map<number, CountingJournal>()
  const totals = createCountingJournal()
  const softswitch = await startSoftswitch({
    machines: planMachines(workload),
    workload,
    runId: RUN_ID,
    clock: createClock(createOrigin(0)),
    pacer: createTickPacer(),
    instruments: totals,
    journalFor(source) {
      const journal = createCountingJournal(slots)
      journals.set(source, journal)
      return journal
    },
    ...options,
  })
  return { softswitch, journals, totals }
}

const sum = (journals: Run['journals'], pick: (journal: CountingJournal) => number): number =>
  [...journals.values()].reduce((total, journal) => total + pick(journal), 0)

describe('startSoftswitch()', () => {
  test('startSoftswitch() posts every offered event once, each machine from its own address, and ends', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    const { softswitch, journals, totals } = await start({ url: server.url })
    await using started = softswitch
    await started.finished
    expect(started.addresses).toEqual(['127.0.0.11', '127.0.0.12', '127.0.0.13'])
    const events = server.requests.map(({ body, from }) => ({
      ...Object.fromEntries(new URLSearchParams(body)),
      from_address: from,
    }))
    const contract = events.filter((event) => !('sessions' in event))
    expect(contract.length).toBe(sum(journals, ({ contractEvents }) => contractEvents.sent))
    expect(new Set(events.map((event) => `${Reflect.get(event, 'machine')} ${event.from_address}`))).toEqual(
      new Set(['2 127.0.0.11', '3 127.0.0.12', '4 127.0.0.13']),
    )
    expect([...journals.keys()]).toEqual([1, 2, 3])
    expect(sum(journals, ({ living }) => living)).toBe(0)
    expect(totals.counter('events.sent')).toBe(events.length)
    expect(totals.counter('ingress.replies')).toBe(events.length)
    expect(totals.totals('ingress.reply').count).toBe(events.length)
    expect(totals.totals('send.delay').count).toBe(events.length)
    expect(totals.totals('call.routing_delay').count).toBe(totals.counter('calls.offered'))
    expect(totals.counter('calls.offered')).toBeGreaterThan(10)
    expect(started.counters).toMatchObject({
      'events.sent': events.length,
      'calls.offered': totals.counter('calls.offered'),
    })
  })

  test('startSoftswitch() puts the identity of the run and the source into every call', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    await using softswitch = (await start({ url: server.url })).softswitch
    await softswitch.finished
    const calls = server.requests
      .map(({ body }) => new URLSearchParams(body))
      .filter((fields) => fields.get('class') === 'call')
    for (const fields of calls) {
      const id = fields.get('uniqueid') ?? ''
      expect(id.startsWith(`${RUN_ID}.`)).toBe(true)
      expect(readAsteriskId(Buffer.from(id), 0)?.source).toBe(Number(fields.get('machine')) - 1)
    }
    expect(calls.length).toBeGreaterThan(30)
  })

  test('startSoftswitch() offers the same calls and events for a seed, with quick and with slow replies', async () => {
    const offered = async (delayMs: number): Promise<string[]> => {
      await using server = await startRawServer((socket) => void setTimeout(() => socket.write(NO_CONTENT), delayMs))
      await using softswitch = (await start({ url: server.url })).softswitch
      await softswitch.finished
      const names = server.requests.map(({ body }) => {
        const fields = new URLSearchParams(body)
        return ['class', 'event', 'machine', 'from', 'to', 'contact']
          .map((name) => fields.get(name)?.replace(/;.*/, ''))
          .join(' ')
      })
      return names.sort()
    }
    expect(await offered(30)).toEqual(await offered(0))
  })

  test('startSoftswitch() holds the routing of a call until the reply, up to its limit', async () => {
    await using server = await startRawServer((socket, { body }) => {
      if (!body.includes('event=start')) socket.write(NO_CONTENT)
    })
    const { softswitch, totals } = await start({ url: server.url, http: { timeoutUs: 300_000 } })
    await using started = softswitch
    await started.finished
    const calls = totals.counter('calls.offered')
    expect(totals.counter('ingress.timeouts')).toBeGreaterThanOrEqual(calls)
    expect(totals.totals('call.routing_delay').sumUs).toBeGreaterThanOrEqual(calls * 300_000)
    expect(totals.counter('calls.started')).toBe(calls)
    expect(server.requests.filter(({ body }) => body.includes('event=route')).length).toBeGreaterThan(0)
  })

  test('startSoftswitch() counts every event as unheard when nothing listens at the URL, and ends', async () => {
    const server = await startRawServer(() => {})
    await server[Symbol.asyncDispose]()
    const { softswitch, journals, totals } = await start({ url: server.url })
    await using started = softswitch
    await started.finished
    const unobserved = sum(journals, ({ contractEvents }) => contractEvents.unobserved)
    expect(unobserved).toBeGreaterThan(30)
    expect(totals.counter('ingress.errors')).toBeGreaterThanOrEqual(unobserved)
    expect(sum(journals, ({ contractEvents }) => contractEvents.sent)).toBe(0)
    expect(sum(journals, ({ living }) => living)).toBe(0)
  })

  test('startSoftswitch() sends to messaged instead of a URL, without waiting', async () => {
    await using messaged = await startMessaged({ authKey: 'key', port: 0 })
    const client = new WebSocket(`ws://127.0.0.1:${messaged.port}/events/websocket/?authkey=key`)
    const events: Record<string, unknown>[] = []
    client.on('message', (data: Buffer) => void events.push(JSON.parse(data.toString('utf8'))))
    await once(client, 'open')
    await vi.waitFor(() => expect(messaged.clients).toBe(1))
    const { softswitch, totals } = await start({ messaged })
    await using started = softswitch
    await started.finished
    await vi.waitFor(() => expect(events.length).toBe(totals.counter('events.sent')))
    expect(events.length).toBeGreaterThan(30)
    expect(events.every((event) => typeof event['machine'] === 'number')).toBe(true)
    expect(totals.totals('call.routing_delay').count).toBe(0)
  })

  test('startSoftswitch() halts at once when it is disposed of, twice the same, and leaves no connection', async () => {
    await using server = await startRawServer(() => {})
    const { softswitch, journals } = await start({ url: server.url })
    await vi.waitFor(() => expect(server.requests.length).toBeGreaterThan(3))
    await Promise.all([softswitch[Symbol.asyncDispose](), softswitch[Symbol.asyncDispose]()])
    await softswitch.finished
    await vi.waitFor(() => expect(server.open).toBe(0))
    expect(sum(journals, ({ living }) => living)).toBe(0)
  })

  test('startSoftswitch() halts when its signal is aborted, and does not start with an aborted one', async () => {
    await using server = await startRawServer(() => {})
    const stop = new AbortController()
    await using softswitch = (await start({ url: server.url, signal: stop.signal })).softswitch
    await vi.waitFor(() => expect(server.open).toBeGreaterThan(0))
    stop.abort(new Error('enough'))
    await softswitch.finished
    await vi.waitFor(() => expect(server.open).toBe(0))
    await expect(start({ url: server.url, signal: stop.signal })).rejects.toThrow('enough')
  })

  test('startSoftswitch() halts and says so when a journal is full', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    await using softswitch = (await start({ url: server.url }, 0)).softswitch
    await expect(softswitch.finished).rejects.toThrow('Cannot open a slot')
  })

  test('startSoftswitch() refuses options that contradict each other', async () => {
    await expect(start()).rejects.toThrow('current value is neither')
    const machines = [{ source: 4, machine: 5, localAddress: undefined }]
    await expect(start({ url: 'http://127.0.0.1/', machines })).rejects.toThrow(
      'its source must be below 4: current value is 4',
    )
  })
})
