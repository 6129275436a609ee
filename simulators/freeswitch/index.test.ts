import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../timing/clock.ts'
import type { Pacer } from '../timing/pacer.ts'
import { createCountingJournal } from '../traffic/counting-journal.ts'
import { runIdOf } from '../traffic/run-id.ts'
import type { Workload } from '../traffic/workload.ts'
import { createFrameParser, type Frame } from './codec/parse-frames.ts'
import { type FreeswitchOptions, type NodeSpec, planNodes, type StartedFreeswitch, startFreeswitch } from './index.ts'
import { nodeIdentity } from './source-node.ts'

const workload: Workload = {
  seed: 'nodes',
  arrivals: { kind: 'poisson', perSecond: 20 },
  warmupSeconds: 0,
  durationSeconds: 10,
  mix: {
    flows: { answered: 1, 'bridged-hangup-a': 1 },
    talkTime: { medianSeconds: 2, sigma: 0.5 },
    answerDelay: { medianSeconds: 1, sigma: 0.3 },
    registrations: { perSecond: 2, unregisterShare: 0.2, expireShare: 0.2 },
    messages: { perSecond: 2 },
  },
  freeswitchNodes: 2,
  softswitchMachines: 0,
  subscribers: 0,
  webhooks: 0,
}

/** Nodes whose clock the test moves and whom it wakes. */
async function start(options: Partial<FreeswitchOptions> = {}) {
  const journal = createCountingJournal()
  let nowUs = 0
  let wake = (): void => {}
  const clock: Clock = { nowUs: () => nowUs, epochUs: (us) => 1_795_311_257_000_000 + Math.round(us) }
  const pacer: Pacer = {
    start(run) {
      wake = run
      return { [Symbol.dispose]: () => void (wake = () => {}) }
    },
  }
  const freeswitch = await startFreeswitch({
    nodes: planNodes(workload),
    workload,
    runId: runIdOf(workload.seed),
    clock,
    pacer,
    journalFor: () => journal,
    instruments: journal,
    ...options,
  })
  const wakeAt = (us: number): void => {
    nowUs = us
    wake()
  }
  return { freeswitch, journal, wakeAt }
}

interface Client {
  readonly socket: Socket
  readonly frames: Frame[]
  /** Waits until a frame satisfies the condition. */
  until(condition: (frames: readonly Frame[]) => boolean): Promise<void>
}

/** A raw client that has authenticated and subscribed. */
async function subscribe(freeswitch: StartedFreeswitch, index: number): Promise<Client> {
  const node = freeswitch.nodes[index]
  const socket = connect({ host: node?.host ?? '', port: node?.port ?? 0 })
  const parser = createFrameParser()
  const frames: Frame[] = []
  socket.on('data', (chunk) => {
    frames.push(...parser.push(chunk))
  })
  const until = (condition: (frames: readonly Frame[]) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing came after ${frames.length} frames`)), 10_000)
      const check = (): void => {
        if (condition(frames)) {
          clearTimeout(timer)
          resolve()
        } else if (!socket.destroyed) setImmediate(check)
      }
      check()
    })
  await once(socket, 'connect')
  socket.write('auth ClueCon\n\nevent plain all\n\n')
  await until((all) => all.some(({ headers }) => headers.some(([, value]) => value.startsWith('+OK event listener'))))
  return { socket, frames, until }
}

const events = (frames: readonly Frame[]): Frame[] =>
  frames.filter(({ headers }) => headers.some(([, value]) => value === 'text/event-plain'))

describe('startFreeswitch()', () => {
  test('startFreeswitch() sends each node its own traffic, exactly as many events as it counts', async () => {
    const { freeswitch, journal, wakeAt } = await start()
    await using _ = freeswitch
    const [first, second] = [await subscribe(freeswitch, 0), await subscribe(freeswitch, 1)]
    for (let us = 0; us <= 10e6; us += 10_000) wakeAt(us)
    await freeswitch.finished
    const received = (): number => events(first.frames).length + events(second.frames).length
    await first.until(() => received() === freeswitch.counters['events.sent'])
    expect(freeswitch.counters['events.sent']).toBe(journal.counter('events.sent'))
    expect(freeswitch.counters['calls.started']).toBeGreaterThan(150)
    expect(freeswitch.counters['esl.connections']).toBe(2)
    expect(journal.living).toBe(0)
    expect(events(first.frames)[0]?.body).toContain('FreeSWITCH-Hostname: node1\n')
    expect(events(second.frames)[0]?.body).toContain('FreeSWITCH-Hostname: node2\n')
    first.socket.destroy()
    second.socket.destroy()
  })

  test('startFreeswitch() serves clients when the traffic has ended, until it is disposed of', async () => {
    const { freeswitch, wakeAt } = await start()
    for (let us = 0; us <= 11e6; us += 100_000) wakeAt(us)
    await freeswitch.finished
    const client = await subscribe(freeswitch, 0)
    client.socket.write('api status\n\n')
    await client.until((frames) => frames.some(({ body }) => body?.includes('session(s) since startup')))
    const closed = once(client.socket, 'close')
    await Promise.all([freeswitch[Symbol.asyncDispose](), freeswitch[Symbol.asyncDispose]()])
    await closed
    expect(client.socket.destroyed).toBe(true)
  })

  test('startFreeswitch() leaves nothing behind when one of its ports is taken', async () => {
    const { freeswitch } = await start()
    await using _ = freeswitch
    const taken = freeswitch.nodes[0]?.port ?? 0
    const nodes: NodeSpec[] = [{ source: 0 }, { source: 1, listenPort: taken }]
    await expect(start({ nodes })).rejects.toThrow(/the address must be free and one of this machine: current value is "127\.0\.0\.1:\d+" \(EADDRINUSE\)/)
  })

  test('startFreeswitch() refuses a source that the workload does not have', async () => {
    await expect(start({ nodes: [{ source: 2 }] })).rejects.toThrow('its source must be below 2: current value is 2')
  })

  test('finished rejects when a journal is full, and everything stops', async () => {
    const small = createCountingJournal(1)
    const { freeswitch, wakeAt } = await start({ journalFor: () => small })
    wakeAt(10e6)
    await expect(freeswitch.finished).rejects.toThrow('the table holds 1')
    await freeswitch[Symbol.asyncDispose]()
  })

  test('aborting halts the traffic', async () => {
    const controller = new AbortController()
    const { freeswitch, journal, wakeAt } = await start({ signal: controller.signal })
    await using _ = freeswitch
    wakeAt(1e6)
    expect(journal.living).toBeGreaterThan(0)
    controller.abort()
    await freeswitch.finished
    expect(journal.living).toBe(0)
  })
})

describe('planNodes()', () => {
  test('planNodes() counts ports on from the first, or takes free ones', () => {
    expect(planNodes({ freeswitchNodes: 2 }, 8021).map((node) => node.listenPort)).toEqual([8021, 8022])
    expect(planNodes({ freeswitchNodes: 2 }).map((node) => node.listenPort)).toEqual([0, 0])
  })
})

describe('nodeIdentity()', () => {
  test('nodeIdentity() repeats for a seed and differs between nodes', () => {
    expect(nodeIdentity('s', { source: 0 })).toEqual(nodeIdentity('s', { source: 0 }))
    expect(nodeIdentity('s', { source: 0 }).coreUuid).not.toBe(nodeIdentity('s', { source: 1 }).coreUuid)
    const { coreUuid } = nodeIdentity('s', { source: 0 })
    expect(coreUuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('nodeIdentity() shows the address that the node listens on, if it is one of IPv4', () => {
    const ipv4 = (listenIp: string): string => nodeIdentity('s', { source: 0, listenIp }).ipv4
    expect([ipv4('127.0.0.7'), ipv4('0.0.0.0'), ipv4('::')]).toEqual(['127.0.0.7', '127.0.0.1', '127.0.0.1'])
  })
})
