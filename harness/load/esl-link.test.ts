import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startFreeswitch } from '../../simulators/freeswitch/index.ts'
import { heartbeat } from '../../simulators/freeswitch/listener-fixture.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { createTickPacer } from '../../simulators/timing/pacer.ts'
import { createCountingJournal } from '../../simulators/traffic/counting-journal.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { readTcpTable } from '../metrics/tcp-table.ts'
import { SeriesRecorder } from '../metrics/series-recorder.ts'
import type { LinkFailure } from '../model/fault.ts'
import { createLinkJournal, startEslLink } from './esl-link.ts'

const workload: Workload = {
  seed: 'link',
  arrivals: { kind: 'poisson', perSecond: 0 },
  warmupSeconds: 0,
  durationSeconds: 600,
  freeswitchNodes: 1,
  softswitchMachines: 0,
  subscribers: 0,
  webhooks: 0,
  mix: {
    flows: { answered: 1 },
    talkTime: { medianSeconds: 1, sigma: 0 },
    answerDelay: { medianSeconds: 1, sigma: 0 },
    registrations: { perSecond: 0, unregisterShare: 0, expireShare: 0 },
    messages: { perSecond: 0 },
  },
}

const resources: AsyncDisposable[] = []
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const resource of resources.splice(0).reverse()) await resource[Symbol.asyncDispose]()
})

const waitFor = (condition: () => void): Promise<void> => vi.waitFor(condition, { timeout: 8000, interval: 5 })

async function setUp() {
  const counting = createCountingJournal()
  const journal = createLinkJournal(counting)
  const clock = createClock(createOrigin(0))
  const freeswitch = await startFreeswitch({
    nodes: [{ source: 0 }],
    workload,
    runId: 1,
    clock,
    pacer: createTickPacer(),
    journalFor: () => journal,
    instruments: counting,
  })
  resources.push(freeswitch)
  const [node] = freeswitch.nodes
  if (node === undefined) throw new Error('no node')
  const series = new SeriesRecorder('esl.recovery', { window: { fromUs: 0, toUs: 1e9 } })
  const link = await startEslLink({ node, journal, clock, series, host: '127.0.0.1', port: 0 })
  resources.push(link)
  /** Connects as a bridge does and subscribes. */
  const subscribe = (): Socket => {
    const socket = connect(link.port, link.host)
    sockets.push(socket)
    socket.on('error', () => undefined).resume()
    socket.write('auth ClueCon\n\nevent plain all\n\n')
    return socket
  }
  return { counting, journal, link, node, series, subscribe }
}

const EVENTS = 2000

describe('createLinkJournal()', () => {
  it('books what is sent while the link is up, and calls it unobserved while it is down', () => {
    const counting = createCountingJournal()
    const journal = createLinkJournal(counting)
    const slot = journal.open(0, 0, 0, 0, 0)
    journal.sent(slot, 0, 0)
    journal.isDown = true
    journal.sent(slot, 1, 0)
    expect(counting.contractEvents).toEqual({ sent: 1, unobserved: 1 })
  })
})

describe('startEslLink()', () => {
  it.each<LinkFailure>(['cut', 'half-open', 'restart'])('fails by a %s, and claims again when the bridge is back', async (how) => {
    const { journal, link, node, series, subscribe } = await setUp()
    const first = subscribe()
    await waitFor(() => expect(node.core.hasAudience).toBe(true))
    const closed = new Promise<void>((resolve) => first.once('close', () => resolve()))
    link.fail(how)
    expect(journal.isDown).toBe(true)
    await waitFor(() => expect(link.isBroken).toBe(true))
    if (how !== 'half-open') {
      await closed
      await waitFor(() => expect(node.core.hasAudience).toBe(false))
    }
    link.repair(how)
    await closed
    expect(journal.isDown).toBe(true)
    subscribe()
    await waitFor(() => expect(journal.isDown).toBe(false))
    expect(node.core.hasAudience).toBe(true)
    expect(series.count).toBe(1)
  })

  it.each<LinkFailure>(['cut', 'half-open', 'restart'])('does not fail by a %s before the bridge has read what was sent to it', async (how) => {
    const { link, node, subscribe } = await setUp()
    const bridge = subscribe()
    let octets = ''
    bridge.on('data', (chunk: Buffer) => (octets += chunk.toString('latin1')))
    await waitFor(() => expect(octets).toContain('event listener enabled'))
    // The machine of the bridge stands still: more comes than Node reads ahead.
    bridge.pause()
    for (let n = 0; n < EVENTS; n++) node.core.fire(heartbeat(n))
    const failedAt = performance.now()
    link.fail(how)
    await waitFor(() => expect(performance.now()).toBeGreaterThan(failedAt + 800))
    const isTold = readTcpTable() !== undefined
    expect(link.isBroken).toBe(!isTold)
    bridge.resume()
    await waitFor(() => expect(link.isBroken).toBe(true))
    await waitFor(() => expect(octets.split('Pad: x').length - 1).toBeGreaterThanOrEqual(isTold ? EVENTS : 0))
  })

  it('waits for what was sent before it fails, and not for what is sent behind that', async () => {
    const { link, node, subscribe } = await setUp()
    subscribe()
    await waitFor(() => expect(node.core.hasAudience).toBe(true))
    link.fail('cut')
    const busy = setInterval(() => node.core.fire(heartbeat(0)))
    try {
      await waitFor(() => expect(link.isBroken).toBe(true))
    } finally {
      clearInterval(busy)
    }
  })

  it('is as if nothing had been when the bridge read too little to be cut', async () => {
    const { journal, link, node, series, subscribe } = await setUp()
    const bridge = subscribe()
    await waitFor(() => expect(node.core.hasAudience).toBe(true))
    bridge.pause()
    for (let n = 0; n < EVENTS; n++) node.core.fire(heartbeat(n))
    link.fail('cut')
    link.repair('cut')
    expect(journal.isDown).toBe(false)
    expect(series.count).toBe(0)
    bridge.resume()
    expect(node.stats).toMatchObject({ accepted: 1, open: [{}] })
  })

  it('refuses connections until it is repaired', async () => {
    const { link, subscribe } = await setUp()
    const first = subscribe()
    link.fail('cut')
    await new Promise<void>((resolve) => first.once('close', () => resolve()))
    const second = subscribe()
    await new Promise<void>((resolve) => second.once('close', () => resolve()))
    expect(second.destroyed).toBe(true)
  })
})
