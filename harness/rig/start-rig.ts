import { createResourceStack, type ResourceStack } from '../lifecycle/resource-stack.ts'
import { type Misconfiguration, type Misstart, startMisconfigured } from '../target/misstart.ts'
import { vanished } from './bridge.ts'
import { type CheckState, createCheckState } from './check-state.ts'
import { createLeg } from './esl-call-events.ts'
import { createPhone } from './esl-registration-events.ts'
import type { Input } from './input.ts'
import { createJournal, type Journal } from './journal.ts'
import { type LostTime, watchLostTime } from './lost-time.ts'
import { measureEcho } from './measure-echo.ts'
import { eventsSince } from './output.ts'
import type { InputName, Rig, RigOptions, StartedRig } from './rig.ts'
import { type Peers, startPeers } from './start-peers.ts'
import { makeCertificates } from './server-certificates.ts'
import { type Seat, startSeat } from './start-seat.ts'
import { NotProven, runTrial, type TrialSurroundings } from './trial.ts'
import { waitPatiently } from './wait-patiently.ts'
import { openWatcher, type WatcherOptions, type WebsocketWatcher } from './websocket-watcher.ts'
import { DEFAULT_TUNING, type Limits, limitsOf, type WiringWish, wishesOf } from './wishes.ts'

/**
 * Starts a bridge with every peer that its profile has and the check wishes for.
 * @throws TargetError when the bridge does not start
 */
export async function startRig(wish: WiringWish, options: RigOptions): Promise<StartedRig> {
  const stack = createResourceStack()
  try {
    return await assemble(wish, options, stack)
  } catch (error) {
    await stack[Symbol.asyncDispose]()
    throw error
  }
}

/** More than any check makes a bridge say: two clients that get 20,000 events of 4 KiB. */
const ROOM = 256 * 2 ** 20

/** What a rig is made of. */
interface Parts {
  readonly options: RigOptions
  readonly limits: Limits
  readonly journal: Journal
  readonly state: CheckState
  readonly peers: Peers
  readonly seat: Seat
  readonly lostTime: LostTime
  /** What the check opened. */
  readonly opened: WebsocketWatcher[]
}

async function assemble(wish: WiringWish, options: RigOptions, stack: ResourceStack): Promise<StartedRig> {
  const wishes = wishesOf(wish)
  const tuning = { ...DEFAULT_TUNING, ...wishes.tuning }
  const room = options.room.part(ROOM)
  stack.defer(() => room[Symbol.dispose]())
  const journal = createJournal({ room })
  const state = createCheckState(options)
  const values = () => state.values
  const peers = await startPeers({ ...options, wishes, tuning, journal, values, stack })
  const seat = stack.use(await startSeat({ ...options, peers, journal, values, subscribe: wishes.subscribe ?? true }))
  const lostTime = watchLostTime(() => seat.bridge.processes().map(({ pid }) => pid))
  stack.defer(() => lostTime[Symbol.dispose]())
  const parts: Parts = { options, limits: limitsOf(options.profile, tuning), journal, state, peers, seat, lostTime, opened: [] }
  return withHandles(createRig(parts), parts, stack)
}

function createRig(parts: Parts): Rig {
  const { options, limits, state, peers, seat } = parts
  const rig: Rig = {
    profile: options.profile,
    get endpoints() {
      return seat.bridge.target.endpoints
    },
    limits,
    wiring: peers.wiring,
    get bridge() {
      return seat.bridge
    },
    esl: (machine = 1) => need(peers.nodes.find((node) => node.machine === machine), `FreeSWITCH node ${machine}`),
    get ingress() {
      return need(seat.ingress, 'http-post input')
    },
    get messaged() {
      return need(peers.messaged, 'messaged websocket')
    },
    get outbound() {
      return need(seat.outbound, 'outbound socket')
    },
    get websocket() {
      return need(seat.watcher, 'websocket output')
    },
    webhooks: peers.sinks,
    get outputs() {
      return seat.watcher ? [seat.watcher, ...peers.sinks] : peers.sinks
    },
    certificates: async () => await makeCertificates(await options.authorities(), peers.host),
    inputs: (...names) => inputsOf(parts, names),
    handshake: (url, given) => openHandshake(parts, url, given),
    async subscribe(given) {
      const one = await openHandshake(parts, need(seat.url, 'websocket output'), given)
      if (!one.accepted) throw new NotProven(`path not proven: a websocket with the right key was answered with status ${one.status}`)
      return one
    },
    tag: () => state.tags.next(),
    leg: (given) => createLeg(state.values, given),
    phone: (given) => createPhone(state.values, given),
    get values() {
      return state.values
    },
    trial: (input, stimulus, given) => tryOnce(parts, rig.outputs, input, stimulus, given),
    until: (condition, withinMs) => waitingOf(parts).wait(condition, withinMs),
    delivered: (expectation, withinMs) => rig.until(() => rig.outputs.every((output) => expectation(eventsSince(output, 0)).status === 'pass'), withinMs),
    echo: (count) => measureEcho(peers.host, count),
    lostMs: () => parts.lostTime.lostMs,
    redact: (text) => peers.redactor.redact(text).text,
    now: () => performance.now(),
    random: () => state.random(),
    startMisconfigured: (wrong, withinMs) => misstart(parts, wrong, withinMs),
    restart: () => seat.restart(),
  }
  return rig
}

function need<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new TypeError(`Cannot use the ${what} as the check must need it and the bridge must have it`)
  return part
}

function inputsOf({ peers, seat }: Parts, names: readonly InputName[]): readonly Input[] {
  const all: Readonly<Record<InputName, Input | undefined>> = {
    'esl-inbound': peers.nodes[0],
    'esl-outbound': seat.outbound,
    'http-post': seat.ingress,
    'messaged-websocket': peers.messaged,
  }
  return names.flatMap((name) => all[name] ?? [])
}

async function misstart({ options, peers }: Parts, wrong: Misconfiguration, withinMs: number): Promise<Misstart> {
  const { profile, folder, name, notes, signal } = options
  if (profile.kind !== 'process') throw new TypeError(`Cannot choose the ports of a bridge as it must be a process: current value is "${profile.kind}"`)
  const logPath = `${folder}/bridge-${name}-${wrong.door}-${wrong.port}.log`
  return await startMisconfigured(profile, peers.wiring, wrong, { logPath, notes, signal, prepared: true, withinMs })
}

async function openHandshake({ options, journal, opened, state, peers }: Parts, url: string, given: WatcherOptions = {}): Promise<WebsocketWatcher> {
  const receiver = opened.length + 1
  const one = await openWatcher(url, { receiver, lenient: true, mapping: options.profile.mapping, authority: peers.wiring.tls?.authority, tap: journal.tap(`websocket ${receiver + 1}`), signal: state.signal, ...given })
  opened.push(one)
  return one
}

/** A trial that does not wait again as long for what did not come once. */
async function tryOnce(parts: Parts, outputs: Rig['outputs'], ...[input, stimulus, given = {}]: Parameters<Rig['trial']>): ReturnType<Rig['trial']> {
  const { options, limits, state } = parts
  const { patience } = options
  const readyMs = patience.has(`ready ${input.name}`) ? 1000 : limits.readyMs
  const controlMs = patience.has(`path ${input.name}`) ? 1000 : limits.deliverMs
  const { signal, judged, tags } = state
  try {
    return await runTrial(input, stimulus, given, outputs, { limits, tag: tags.next, prefix: tags.prefix, run: `${options.run}-`, readyMs, controlMs, signal, judged, ...waitingOf(parts) })
  } catch (error) {
    if (error instanceof NotProven) patience.add(`${error.message.startsWith('not ready') ? 'ready' : 'path'} ${input.name}`)
    throw error
  }
}

function waitingOf({ state, lostTime }: Parts): Pick<TrialSurroundings, 'wait' | 'lostMs'> {
  const lostMs = (): number => lostTime.lostMs
  return { lostMs, wait: (condition, withinMs) => waitPatiently(condition, withinMs, { signal: state.signal, lostMs }) }
}

/** Adds what the runner of checks needs. */
function withHandles(rig: Rig, { journal, state, seat, peers, lostTime, opened }: Parts, stack: ResourceStack): StartedRig {
  return extend(rig, {
    journal,
    begin(check: string, signal: AbortSignal) {
      state.begin(check, signal)
      journal.begin()
      seat.begin()
      lostTime.begin()
    },
    get overflow() {
      return journal.room.isFull ? `it sent more than ${Math.round(ROOM / 2 ** 20)} MiB` : undefined
    },
    get standstillMs() {
      return lostTime.longestMs
    },
    async end() {
      for (const one of opened.splice(0)) await one[Symbol.asyncDispose]()
      return state.end()
    },
    notAlive() {
      const { exit } = seat.bridge
      if (exit) return exit.expected ? undefined : `the bridge ended ${exit.signal === null ? `with code ${exit.code}` : `by ${exit.signal}`}`
      const gone = vanished(seat.processes)
      return gone.length === 0 ? undefined : `process ${gone.map(({ pid }) => pid).join(', ')} of the bridge is gone`
    },
    lateScan: () => state.lateScan(),
    async [Symbol.asyncDispose]() {
      // First, so that the bridge waits for no webhook while it ends.
      for (const sink of peers.sinks) await sink[Symbol.asyncDispose]()
      await stack[Symbol.asyncDispose]()
    },
  })
}

/** Adds members without reading getters. */
function extend<A extends object, B extends object>(target: A, more: B): A & B {
  return Object.defineProperties(target, Object.getOwnPropertyDescriptors(more)) as A & B
}
