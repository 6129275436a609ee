import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { packScript } from '../../simulators/traffic/identity.ts'
import { sampleJson } from '../ledger/fixtures.ts'
import { createLedger, type LedgerConfig } from '../ledger/layout.ts'
import { attachSource } from '../ledger/source-journal.ts'
import { assertBalanced, closeLedger, outstanding, readLedger } from '../ledger/totals.ts'
import { createSubscribers } from './subscribers.ts'
import { createThreadInstruments } from './thread-instruments.ts'

const runId = 0x4a5b6c7d
const resources: AsyncDisposable[] = []
afterEach(async () => {
  for (const resource of resources.splice(0).reverse()) await resource[Symbol.asyncDispose]()
})

const waitFor = (condition: () => void): Promise<void> => vi.waitFor(condition, { timeout: 8000, interval: 5 })

/** Two subscribers at a server that counts its connections and sends what a test wants. */
async function setUp(config: Partial<Pick<LedgerConfig, 'deadlineUs' | 'graceUs'>> = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  let accepted = 0
  server.on('connection', () => (accepted += 1))
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const names = ['one', 'two'].map((name) => ({ name, kind: 'websocket' as const }))
  const ledger = createLedger({ runId, slots: [4096], receivers: names, ...config })
  const clock = createClock(createOrigin(0))
  const instruments = createThreadInstruments({ fromUs: 0, toUs: 1e9 })
  const subscribers = createSubscribers({ receivers: [0, 1], ledger, clock, instruments })
  const close = new Promise<void>((resolve) => server.once('close', resolve))
  resources.push({
    [Symbol.asyncDispose]: async () => {
      for (const client of server.clients) client.terminate()
      server.close()
      await close
    },
  })
  resources.push(subscribers)
  const source = attachSource(ledger, 0)
  let number = 0
  return {
    url,
    server,
    ledger,
    instruments,
    subscribers,
    accepted: () => accepted,
    /** The sources come to a moment far away: whatever has had its time by then is settled. */
    settle() {
      const farUs = clock.nowUs() + 60e6
      source.close(source.open(number++, 0, packScript(['start']), farUs, farUs))
    },
    /** Books the one event of another call, which the server is behind with. @returns what delivers it at last */
    async fallBehind(): Promise<() => void> {
      const atUs = clock.nowUs()
      const slot = source.open(number, 0, packScript(['start']), atUs, atUs)
      source.sent(slot, 0, atUs)
      source.close(slot)
      const identity = { source: 0, number: number++, leg: 0, slot }
      const frame = sampleJson({ runId, identity, milestone: 'start' })
      await waitFor(() => expect(clock.nowUs()).toBeGreaterThan(atUs + 2 * ledger.config.deadlineUs))
      return () => [...server.clients].forEach((client) => client.send(frame, { binary: false }))
    },
    /** Sends the one event of another call to every client. */
    send() {
      const atUs = clock.nowUs()
      const slot = source.open(number, 0, packScript(['start']), atUs, atUs)
      source.sent(slot, 0, atUs)
      source.close(slot)
      const identity = { source: 0, number: number++, leg: 0, slot }
      for (const client of server.clients) client.send(sampleJson({ runId, identity, milestone: 'start' }), { binary: false })
    },
  }
}

/** Short, as it is waited for. */
const SHORT = { deadlineUs: 50_000, graceUs: 50_000 }

describe('createSubscribers()', () => {
  it('cuts and connects again those who are meant, and misses nothing of the others', async () => {
    const stage = await setUp()
    expect(await stage.subscribers.connect(stage.url)).toEqual([])
    stage.send()
    await waitFor(() => expect(readLedger(stage.ledger).totals.inTime).toBe(2))
    stage.subscribers.reconnect((receiver) => receiver === 1)
    await waitFor(() => expect(stage.instruments.counters['subscribers.reconnected']).toBe(1))
    expect(stage.accepted()).toBe(3)
    stage.send()
    await waitFor(() => expect(readLedger(stage.ledger).totals.inTime).toBe(4))
    expect(stage.instruments.series('subscriber.connect').count).toBe(1)
  })

  it('counts a reconnection that is refused', async () => {
    const stage = await setUp()
    await stage.subscribers.connect(stage.url)
    stage.server.close()
    stage.subscribers.reconnect(() => true)
    await waitFor(() => expect(stage.instruments.counters['subscribers.refused']).toBe(2))
  })

  it('claims and measures nothing of a subscriber while it is slow, and everything again behind that', async () => {
    const stage = await setUp()
    await stage.subscribers.connect(stage.url)
    const end = stage.subscribers.slow((receiver) => receiver === 0, 1, 10_000)
    stage.send()
    await waitFor(() => expect(readLedger(stage.ledger).receivers[1]?.inTime).toBe(1))
    expect(readLedger(stage.ledger).receivers[0]?.inTime).toBe(0)
    end()
    // What it had not read comes now, unmeasured.
    await waitFor(() => expect(readLedger(stage.ledger).receivers[0]?.inTime).toBe(1))
    expect(stage.instruments.series('websocket.latency').count).toBe(1)
    await waitFor(() => {
      stage.send()
      expect(stage.instruments.series('websocket.latency').count).toBeGreaterThan(20)
    })
  })

  it('lets a slow subscriber that was cut by the bridge come back, and calls nothing lost that it missed', async () => {
    const stage = await setUp()
    await stage.subscribers.connect(stage.url)
    const end = stage.subscribers.slow(() => true, 1, 10_000)
    for (const client of stage.server.clients) client.terminate()
    stage.send()
    end()
    await waitFor(() => expect(stage.instruments.counters['subscribers.reconnected']).toBe(2))
    stage.send()
    await waitFor(() => expect(readLedger(stage.ledger).totals.inTime).toBe(2))
    await stage.subscribers[Symbol.asyncDispose]()
    closeLedger(stage.ledger)
    const record = readLedger(stage.ledger)
    assertBalanced(record)
    expect(record.totals).toMatchObject({ expected: 4, inTime: 2, unobserved: 2, lost: 0 })
  })

  it('calls late what a bridge far behind had sent to a slow reader, not lost as the reader did not read it', async () => {
    const stage = await setUp(SHORT)
    await stage.subscribers.connect(stage.url)
    const deliver = await stage.fallBehind()
    const end = stage.subscribers.slow(() => true, 1, 10_000)
    deliver()
    stage.settle()
    expect(readLedger(stage.ledger).totals).toMatchObject({ lost: 0, late: 0 })
    end()
    await waitFor(() => expect(readLedger(stage.ledger).totals.late).toBe(2))
    closeLedger(stage.ledger)
    expect(readLedger(stage.ledger).totals).toMatchObject({ expected: 2, late: 2, lost: 0, unobserved: 0 })
  })

  it('calls lost what a bridge never sent to a slow reader, though the reader did not read for a while', async () => {
    const stage = await setUp(SHORT)
    await stage.subscribers.connect(stage.url)
    // Never delivered.
    await stage.fallBehind()
    const end = stage.subscribers.slow(() => true, 1, 10_000)
    stage.settle()
    expect(readLedger(stage.ledger).totals.lost).toBe(0)
    end()
    // Only those who have read on are measured again.
    await waitFor(() => {
      stage.send()
      expect(stage.instruments.series('websocket.latency').count).toBeGreaterThan(0)
    })
    await waitFor(() => expect(outstanding(readLedger(stage.ledger))).toBe(2))
    closeLedger(stage.ledger)
    const record = readLedger(stage.ledger)
    assertBalanced(record)
    expect(record.totals).toMatchObject({ lost: 2 })
  })
})
