/**
 * Events per second of one FreeSWITCH node on one core (planning, identities, rendering, delivery, socket) to a reader
 * in a process of its own, beside a bare loop that writes the same octets, rendered before, to the same kind of
 * reader; turn by turn, as figures of a shared machine mean little alone. The node's clock is moved as fast as its
 * sockets take the events.
 * Run: `npm run bench -- freeswitch [--json [file]] [--profile]`; takes about half a minute.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type EventFormat, type OutgoingEvent } from '../../simulators/freeswitch/events/outgoing.ts'
import { FLOW_SCRIPTS } from '../../simulators/freeswitch/flows/flow-scripts.ts'
import type { FlowScript } from '../../simulators/freeswitch/flows/flow-script.ts'
import { startEventSocket } from '../../simulators/freeswitch/server.ts'
import { createNodeTraffic } from '../../simulators/freeswitch/source.ts'
import { nodeIdentity } from '../../simulators/freeswitch/source-node.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import type { Clock } from '../../simulators/timing/clock.ts'
import { createCountingJournal } from '../../simulators/traffic/counting-journal.ts'
import { runIdOf } from '../../simulators/traffic/run-id.ts'
import { shareWorkload } from '../../simulators/traffic/source-plan.ts'
import type { FlowName, Mix } from '../../simulators/traffic/workload.ts'
import { toScript } from '../golden/api-flows/api-flow.ts'
import { originateLoopbackPark } from '../golden/api-flows/originate-flows.ts'
import { BUSY_HOUR, busyHourWorkload } from './busy-hour-workload.ts'
import { type Figure, median, printFigures } from './figure.ts'
import { createManualClock } from './manual-clock.ts'
import { profiled } from './profile.ts'

/** Per second. */
interface Measured {
  readonly octets: number
  readonly events: number
}

interface Case {
  readonly name: string
  readonly format: EventFormat
  readonly flows: Mix['flows']
  /** Scripts in place of the simulator's own. */
  readonly scripts?: Partial<Readonly<Record<FlowName, FlowScript>>>
  /** What each reader sends behind its authentication. */
  readonly subscriptions: readonly string[]
  /** Least octets as a share of what the bare loop writes. */
  readonly aim: number
}

const BRIDGED: Mix['flows'] = { 'bridged-hangup-a': 1, 'bridged-hangup-b': 1 }
const FILTERED = ['CHANNEL_CREATE', 'CHANNEL_ANSWER', 'CHANNEL_STATE', 'CHANNEL_HANGUP_COMPLETE', 'CODEC'] as const

/** Two channels that call each other, as the loopback load of the recordings has them; it takes the place of a flow. */
const loopback: FlowScript = {
  ...toScript(originateLoopbackPark),
  name: 'answered',
  legs: [['start', 'answer', 'end'], ['start', 'route', 'answer', 'end']],
  gaps: [0, 20, 'talk-time'],
}

const CASES: readonly Case[] = [
  {
    name: 'plain, loopback calls',
    format: 'plain',
    flows: { answered: 1 },
    scripts: { answered: loopback },
    subscriptions: ['event plain all\n\n'],
    aim: 0.45,
  },
  { name: 'plain, bridged calls', format: 'plain', flows: BRIDGED, subscriptions: ['event plain all\n\n'], aim: 0.45 },
  { name: 'plain, busy hour', format: 'plain', flows: BUSY_HOUR, subscriptions: ['event plain all\n\n'], aim: 0.45 },
  { name: 'json, bridged calls', format: 'json', flows: BRIDGED, subscriptions: ['event json all\n\n'], aim: 0.3 },
  {
    name: 'ten listeners, five with filters',
    format: 'plain',
    flows: BRIDGED,
    subscriptions: FILTERED.flatMap((name) => [
      `event plain ${name}\n\n`,
      `filter Event-Name ${name}\n\nevent plain all\n\n`,
    ]),
    aim: 0.25,
  },
]

const SECONDS = 0.25
const ROUNDS = 7
const WARM_UP_SECONDS = 0.8
const PROFILED_SECONDS = 1
const SEED = 'bench'
/** The node's clock moves on by so much for each listener between two turns of the event loop: a hundred events. */
const STEP_US = 1000
const CAPTURE_OCTETS = 2 << 20
const CHUNK_OCTETS = 256 << 10

const READER = fileURLToPath(new URL('raw-reader.mjs', import.meta.url))

/** Reads connections in a process of its own until the other side ends them, after sending each its greeting. */
function startReader(port: number, greetings: readonly string[]): { readonly octets: Promise<number> } {
  const child = fork(READER, ['127.0.0.1', String(port), ...greetings], { execArgv: [] })
  return { octets: once(child, 'message').then(([message]) => (message as { octets: number }).octets) }
}

const seconds = (fromNs: bigint): number => Number(process.hrtime.bigint() - fromNs) / 1e9

/** Something that writes to readers as fast as they take it. */
interface Writer extends AsyncDisposable {
  /** Writes for a while and tells how much. */
  run(seconds: number): Promise<Measured>
}

/** A node that is driven as fast as its listeners take the events. */
async function startNode(spec: Case): Promise<Writer> {
  const clock = createManualClock()
  const core = createSwitch({ identity: nodeIdentity(SEED, { source: 0 }), epochUs: () => clock.epochUs(clock.nowIs) })
  const socket = await startEventSocket({ core })
  const traffic = createTraffic(spec, core, clock)
  const listeners = spec.subscriptions.length
  const reader = startReader(socket.port, spec.subscriptions.map((text) => `auth ClueCon\n\n${text}`))
  const turn = async (): Promise<void> => {
    await nextTurn()
    if (socket.stats.open.some(({ queued }) => queued > 0)) return
    clock.nowIs += STEP_US * listeners
    traffic.wake()
  }
  const begin = process.hrtime.bigint()
  while (socket.stats.open.filter(({ sent }) => sent > 0).length < listeners) {
    if (seconds(begin) > 10) throw new Error('Cannot run the bench as its readers have not subscribed within 10 s')
    await turn()
  }
  return {
    async run(duration) {
      const before = sums(socket.stats.open)
      const elapsed = await repeat(turn, duration)
      const after = sums(socket.stats.open)
      return { octets: (after.octets - before.octets) / elapsed, events: (after.sent - before.sent) / elapsed }
    },
    async [Symbol.asyncDispose]() {
      const { octets } = sums(socket.stats.open)
      await socket[Symbol.asyncDispose]()
      const read = await reader.octets
      if (read < octets) throw new Error(`Cannot trust the bench as of ${octets} octets only ${read} were read`)
    },
  }
}

type Bus = Parameters<typeof createNodeTraffic>[0]['bus']

function createTraffic({ flows, scripts }: Case, bus: Bus, clock: Clock): ReturnType<typeof createNodeTraffic> {
  const journal = createCountingJournal()
  const [share] = shareWorkload(busyHourWorkload(SEED, flows))
  if (share === undefined) throw new Error('Cannot run the bench as the workload has no source')
  const options = { bus, share, runId: runIdOf(SEED), clock, journal, instruments: journal }
  return createNodeTraffic({ ...options, scripts: { ...FLOW_SCRIPTS, ...scripts } })
}

const sums = (open: readonly { readonly sent: number; readonly octets: number }[]) => ({
  sent: open.reduce((sum, stats) => sum + stats.sent, 0),
  octets: open.reduce((sum, stats) => sum + stats.octets, 0),
})

/** The octets of such a node, as one listener of everything gets them. */
function capture(spec: Case): Buffer {
  const bytes = Buffer.allocUnsafeSlow(CAPTURE_OCTETS + (1 << 16))
  const clock = createManualClock()
  let end = 0
  let sequence = 0
  const bus: Bus = {
    identity: nodeIdentity(SEED, { source: 0 }),
    nextSequence: () => ++sequence,
    hasAudience: true,
    fire(event: OutgoingEvent) {
      if (clock.nowIs > 4e6 && end < CAPTURE_OCTETS) end = event.writeFrame(spec.format, bytes, end)
      return 1
    },
    flush: () => {},
  }
  const traffic = createTraffic(spec, bus, clock)
  for (; end < CAPTURE_OCTETS; clock.nowIs += STEP_US) traffic.wake()
  return bytes.subarray(0, end)
}

/** Writes octets over and over, as fast as the reader takes them. */
async function startBareLoop(bytes: Buffer): Promise<Writer> {
  const server = createServer({ noDelay: true })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const reader = startReader((server.address() as AddressInfo).port, [''])
  const [socket] = (await once(server, 'connection')) as [Socket]
  socket.on('error', () => {})
  let written = 0
  let at = 0
  const turn = async (): Promise<void> => {
    await nextTurn()
    if (socket.writableLength > 0) return
    const chunk = bytes.subarray(at, at + CHUNK_OCTETS)
    at = at + CHUNK_OCTETS < bytes.length ? at + CHUNK_OCTETS : 0
    written += chunk.length
    socket.write(chunk)
  }
  return {
    async run(duration) {
      const before = written
      const elapsed = await repeat(turn, duration)
      return { octets: (written - before) / elapsed, events: 0 }
    },
    async [Symbol.asyncDispose]() {
      socket.end()
      await reader.octets
      server.close()
    },
  }
}

/** @returns the seconds that it took */
async function repeat(turn: () => Promise<void>, duration: number): Promise<number> {
  const from = process.hrtime.bigint()
  while (seconds(from) < duration) await turn()
  return seconds(from)
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function benchCase(spec: Case): Promise<Figure[]> {
  await using node = await startNode(spec)
  await using bare = await startBareLoop(capture(spec))
  const rounds: { readonly node: Measured; readonly bare: Measured }[] = []
  await node.run(WARM_UP_SECONDS)
  await bare.run(WARM_UP_SECONDS / 4)
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ node: await node.run(SECONDS), bare: await bare.run(SECONDS) })
  }
  await profiled(spec.name, () => node.run(PROFILED_SECONDS))
  const figure = (name: string, unit: string, of: (round: (typeof rounds)[number]) => number): Figure => ({
    name: `${spec.name}: ${name}`,
    value: median(rounds.map(of)),
    unit,
  })
  return [
    figure('events', 'events/s', ({ node }) => node.events),
    figure('octets of an event', 'B', ({ node }) => node.octets / node.events),
    figure('node', 'MB/s', ({ node }) => node.octets / 1e6),
    figure('bare loop', 'MB/s', ({ bare }) => bare.octets / 1e6),
    {
      ...figure('node to bare loop', 'ratio', ({ node, bare }) => node.octets / bare.octets),
      aim: { atLeast: spec.aim },
    },
  ]
}

/** What the real server did on two cores that it shared with its load (README of the golden recordings). */
const REAL_SERVER: readonly Figure[] = [
  { name: 'a real FreeSWITCH, loopback calls: events', value: 13_003, unit: 'events/s' },
  { name: 'a real FreeSWITCH, loopback calls', value: 29.9, unit: 'MB/s' },
  { name: 'a real FreeSWITCH, loopback calls: octets of an event', value: 2304, unit: 'B' },
  { name: 'a real FreeSWITCH, bridged calls: octets of an event', value: 4690, unit: 'B' },
  { name: 'a real FreeSWITCH, bridged call: events', value: 55, unit: 'events' },
  { name: 'a real FreeSWITCH, bridged call: octets', value: 257, unit: 'KB' },
]

export async function benchFreeswitch(): Promise<Figure[]> {
  const figures: Figure[] = [...REAL_SERVER]
  for (const spec of CASES) figures.push(...(await benchCase(spec)))
  return figures
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(await benchFreeswitch())
}
