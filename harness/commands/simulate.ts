import { type Command, Option } from 'commander'
import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { planNodes, startFreeswitch } from '../../simulators/freeswitch/index.ts'
import { MESSAGED_PATH, MESSAGED_PORT, planMachines, startMessaged, type StartedMessaged, startSoftswitch } from '../../simulators/softswitch/index.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { createTickPacer } from '../../simulators/timing/pacer.ts'
import { createCountingJournal } from '../../simulators/traffic/counting-journal.ts'
import type { CounterTotals } from '../../simulators/traffic/tally.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { createResourceStack } from '../lifecycle/resource-stack.ts'
import { trapSignals } from '../lifecycle/signals.ts'
import { runIdOf } from '../runner/run-id.ts'
import { busyHour } from '../../scenarios/load/busy-hour.ts'
import { parseInteger, parseLength, parsePositive } from './parse-option.ts'
import { collect, parseAccessList, parseFaultOption, parseUser, type SocketOptions, socketSettings } from './socket-settings.ts'
import { UsageError } from './usage-error.ts'

interface CommonOptions {
  readonly callsPerSecond: number
  readonly seed?: string
  readonly duration?: number
}
interface FreeswitchOptions extends CommonOptions, SocketOptions {
  readonly fault: readonly string[]
  readonly queueLimit?: number
  readonly nodes: number
  readonly clock: 'exact' | 'ticks'
}
interface SoftswitchOptions extends CommonOptions {
  readonly sendEventsToUrl?: string
  readonly sendEventsToMessaged?: boolean
  readonly host: string
  readonly port: number
  readonly authkey?: string
  readonly machines: number
  readonly localAddresses: boolean
}

/** `callstorm simulate freeswitch|softswitch`: a simulator on its own, until Ctrl-C. */
export function registerSimulate(program: Command): void {
  const simulate = program.command('simulate').description('run one simulator on its own, until Ctrl-C')
  withTraffic(simulate.command('freeswitch'))
    .description('FreeSWITCH nodes whose Event Socket any client can use')
    .option('--config <file>', 'an event_socket.conf.xml; the options below have precedence')
    .option('--host <address>', 'address to listen on, :: for IPv6 and IPv4 (default: 127.0.0.1)')
    .option('--port <n>', 'port of the first node, the others count on; 0 takes free ones (default: 8021)', parseInteger(0, 65_535))
    .option('--password <text>', 'password of the Event Socket (default: ClueCon)')
    .option('--acl <list>', 'who may connect: CIDRs with commas or a list such as any_v4.auto; repeatable (default: loopback.auto)', collect(parseAccessList), [])
    .option('--users <file>', 'YAML list of users for userauth')
    .option('--user <user@domain:password>', 'a user for userauth who may do everything; repeatable', collect(parseUser), [])
    .option('--fault <fault>', 'what is to go wrong, such as stall=5s@event:100 (docs/freeswitch-simulator.md); repeatable', collect(parseFaultOption), [])
    .option('--queue-limit <n>', 'events that the queue of each connection holds (default: 100000)', parseInteger(1, 10_000_000))
    .option('--nodes <n>', 'nodes in this process', parseInteger(1, 32), 1)
    .addOption(new Option('--clock <mode>', 'grain of Event-Date-Timestamp').choices(['exact', 'ticks']).default('ticks'))
    .addHelpText('after', '\nExample:\n  $ callstorm simulate freeswitch --port 8021 --password ClueCon --calls-per-second 50')
    .action(simulateFreeswitch)
  withTraffic(simulate.command('softswitch'))
    .description('softswitch machines that post their events or publish them on the messaged websocket')
    .option('--send-events-to-url <url>', 'POST each event there, key included')
    .option('--send-events-to-messaged', 'serve the messaged websocket')
    .option('--host <address>', 'address that messaged listens on', '127.0.0.1')
    .option('--port <n>', 'port of messaged', parseInteger(0, 65_535), MESSAGED_PORT)
    .option('--authkey <key>', 'key of messaged')
    .option('--machines <n>', 'machines', parseInteger(1, 32), 3)
    .option('--no-local-addresses', 'post from the address that the system chooses instead of 127.0.0.11, .12, …')
    .addHelpText(
      'after',
      '\nExamples:\n  $ callstorm simulate softswitch --send-events-to-url "http://127.0.0.1:8080/events?authkey=K" --machines 3\n  $ callstorm simulate softswitch --send-events-to-messaged --authkey abcdefghijklmnopqrstuvwxyz123456',
    )
    .action(simulateSoftswitch)
}

function withTraffic(command: Command): Command {
  return command
    .option('--calls-per-second <n>', 'calls per second over all nodes or machines', parsePositive, 10)
    .option('--seed <text>', 'seed of all chance (default: random)')
    .option('--duration <time>', 'end by itself after that time', parseLength)
}

/** Traffic without an end that is not asked for: the counters and ids of a simulator last for years. */
const FOREVER_SECONDS = 1e9

function workloadOf(options: CommonOptions, sources: Pick<Workload, 'freeswitchNodes' | 'softswitchMachines'>): Workload {
  return {
    ...busyHour.workload,
    ...sources,
    seed: options.seed ?? randomBytes(4).toString('hex'),
    arrivals: { kind: 'poisson', perSecond: options.callsPerSecond },
    warmupSeconds: 0,
    durationSeconds: options.duration ?? FOREVER_SECONDS,
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const LEAD_MS = 50

const LAST_PORT = 65_535

async function simulateFreeswitch(options: FreeswitchOptions): Promise<void> {
  await using stack = createResourceStack()
  const trap = stack.use(trapSignals())
  const workload = workloadOf(options, { freeswitchNodes: options.nodes, softswitchMachines: 0 })
  const { host, port, password, eventSocket } = socketSettings(options)
  if (port + options.nodes - 1 > LAST_PORT) {
    throw new UsageError(`Cannot simulate ${options.nodes} nodes as each needs a port up to ${LAST_PORT}: the first is ${port}`)
  }
  const nodes = planNodes(workload, port).map((node) => ({ ...node, listenIp: host, password }))
  const started = stack.use(
    await asUsage(startFreeswitch({
      nodes,
      workload,
      runId: runIdOf(workload.seed, 'process'),
      clock: createClock(createOrigin(LEAD_MS)),
      pacer: createTickPacer(),
      journalFor: () => createCountingJournal(),
      instruments: createCountingJournal(),
      clockMode: options.clock,
      eventSocket,
      ...(options.fault.length > 0 && { faults: options.fault }),
      ...(options.queueLimit !== undefined && { limits: { queueLimit: options.queueLimit } }),
      signal: trap.signal,
    })),
  )
  for (const { host, port } of started.nodes) say(`listening on ${host.includes(':') ? `[${host}]` : host}:${port}`)
  await untilStopped(started.finished, trap.signal, options.duration)
  sayTotals(workload.seed, started.counters)
}

async function simulateSoftswitch(options: SoftswitchOptions): Promise<void> {
  if (options.sendEventsToUrl === undefined && !options.sendEventsToMessaged) {
    throw new UsageError('Cannot simulate a softswitch as it needs --send-events-to-url, --send-events-to-messaged or both')
  }
  await using stack = createResourceStack()
  const trap = stack.use(trapSignals())
  const workload = workloadOf(options, { freeswitchNodes: 0, softswitchMachines: options.machines })
  const messaged = options.sendEventsToMessaged ? stack.use(await openMessaged(options)) : undefined
  const machines = planMachines(workload).map((machine) => (options.localAddresses ? machine : { ...machine, localAddress: undefined }))
  const started = stack.use(
    await asUsage(startSoftswitch({
      machines,
      url: options.sendEventsToUrl,
      messaged,
      workload,
      runId: runIdOf(workload.seed, 'process'),
      clock: createClock(createOrigin(LEAD_MS)),
      pacer: createTickPacer(),
      journalFor: () => createCountingJournal(),
      instruments: createCountingJournal(),
    })),
  )
  for (const address of started.addresses) say(`posting from ${address}`)
  await untilStopped(started.finished, trap.signal, options.duration)
  sayTotals(workload.seed, started.counters)
}

async function openMessaged({ host, port, authkey }: SoftswitchOptions): Promise<StartedMessaged> {
  if (authkey === undefined) throw new UsageError('Cannot serve the messaged websocket without its key: add --authkey')
  const messaged = await asUsage(startMessaged({ host, port, authKey: authkey }))
  say(`listening on ${messaged.host}:${messaged.port}, path ${MESSAGED_PATH}`)
  return messaged
}

/** Addresses, URLs and keys come from the command line: what cannot be started with them is misuse. */
async function asUsage<T>(started: Promise<T>): Promise<T> {
  try {
    return await started
  } catch (cause) {
    if (!isOfSettings(cause)) throw cause
    throw new UsageError(cause.message, { cause })
  }
}

function isOfSettings(error: unknown): error is Error {
  if (error instanceof TypeError || error instanceof RangeError) return error.message.startsWith('Cannot ')
  return error instanceof Error && error.cause instanceof Error && 'syscall' in error.cause
}

/** Waits for Ctrl-C, for the end of the traffic where it has one, or for its failure. */
async function untilStopped(finished: Promise<void>, signal: AbortSignal, seconds: number | undefined): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const ended = seconds === undefined ? finished : Promise.all([finished, delay(seconds * 1000, undefined, { ref: false })])
  await Promise.race([stopped, ended])
}

function sayTotals(seed: string, counters: Readonly<CounterTotals>): void {
  const totals = Object.entries(counters).map(([name, count]) => `${name} ${count}`)
  say(`seed ${seed}${totals.length > 0 ? `, ${totals.join(', ')}` : ''}`)
}

