import { createHash } from 'node:crypto'
import type { Expectation } from '../checkers/expectation.ts'
import { createResourceStack, type ResourceStack } from '../lifecycle/resource-stack.ts'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import { waitUntil } from '../lifecycle/wait-until.ts'
import type { Judgement } from '../model/conformance.ts'
import { createRedactor } from '../target/redact.ts'
import { planListening } from '../target/listen-plan.ts'
import type { LoadedProfile } from '../target/profile.ts'
import { startTarget } from '../target/start-target.ts'
import { type Endpoints, secretsOf, type Wiring } from '../target/wiring.ts'
import { vanished, watchBridge, type Bridge } from './bridge.ts'
import { createLeg, type Leg } from './esl-call-events.ts'
import { createPhone, type Phone } from './esl-registration-events.ts'
import { startEslNode, type EslNode } from './esl-node.ts'
import { createEslValues, createSequence, type EslValues } from './esl-values.ts'
import { createIngress, type Ingress } from './ingress.ts'
import type { Input } from './input.ts'
import { createJournal, type Journal } from './journal.ts'
import { measureEcho } from './measure-echo.ts'
import { startMessagedServer, type MessagedServer } from './messaged-server.ts'
import { createOutbound, type Outbound } from './outbound-call.ts'
import { eventsSince, type Output } from './output.ts'
import { startSink, type StartedSink } from './sink.ts'
import { createTags } from './tags.ts'
import { NotProven, runTrial, type Trial, type TrialOptions } from './trial.ts'
import { openWatcher, type WatcherOptions, type WebsocketWatcher } from './websocket-watcher.ts'
import { DEFAULT_TUNING, type Limits, limitsOf, type WiringWish, wishesOf } from './wishes.ts'

export type InputName = 'esl-inbound' | 'esl-outbound' | 'http-post' | 'messaged-websocket'

/** A running bridge with every peer that it can have around it. This is what a check gets. */
export interface Rig {
  readonly profile: LoadedProfile
  /** Where the bridge is reached, with path and key. */
  readonly endpoints: Endpoints
  readonly limits: Limits
  readonly wiring: Wiring
  readonly bridge: Bridge
  /** A FreeSWITCH node by its number. @default 1 */
  esl(machine?: number): EslNode
  readonly ingress: Ingress
  readonly messaged: MessagedServer
  readonly outbound: Outbound
  /** The subscriber that is there for the whole life of the rig. */
  readonly websocket: WebsocketWatcher
  readonly webhooks: readonly StartedSink[]
  /** Websocket and webhooks, as far as the bridge has them. */
  readonly outputs: readonly Output[]
  /** Those inputs of these that the bridge has; ESL nodes stand for themselves by the first. */
  inputs(...names: readonly InputName[]): readonly Input[]
  /** One more subscriber, closed when the check ends. @throws NotProven when it is refused */
  subscribe(options?: WatcherOptions): Promise<WebsocketWatcher>
  /** A handshake of any kind, closed when the check ends; the bridge may refuse it. */
  handshake(url: string, options?: WatcherOptions): Promise<WebsocketWatcher>
  /** A text that nothing else of the run has. */
  tag(): string
  /** A leg, a phone or values for other stimuli, everything in them distinct. */
  leg(given?: Parameters<typeof createLeg>[1]): Leg
  phone(given?: Parameters<typeof createPhone>[1]): Phone
  readonly values: EslValues
  /** Control, stimulus, sentinel, linger. See `runTrial()`. @throws NotProven */
  trial(input: Input, stimulus: () => unknown, options?: TrialOptions): Promise<Trial>
  /** Waits for a condition; false when it was not met in time. */
  until(condition: () => boolean, withinMs: number): Promise<boolean>
  /** Waits until an expectation holds on every output, over all that the rig has seen; false when it did not in time. */
  delivered(expectation: Expectation, withinMs: number): Promise<boolean>
  /** Round trips to an echo of our own, in milliseconds: what a measurement contains besides the bridge. */
  echo(count: number): Promise<readonly number[]>
  /** Text without the secrets of the wiring, in whatever form. */
  redact(text: string): string
  /** Milliseconds of the monotonic clock. */
  now(): number
  /** Repeatable numbers from 0 to 1, from the seed of the run and the id of the check. */
  random(): number
  /** Ends the bridge, if it still runs, and starts it again with the same peers; our subscriber joins again. */
  restart(): Promise<void>
}

export interface RigOptions {
  readonly profile: LoadedProfile
  readonly notes: RunNotes
  /** Folder for logs of the bridge. */
  readonly folder: string
  readonly name: string
  readonly run: string
  readonly seed: string
  /** Shared by all rigs of a run: what was waited for in vain once is not waited for so long again. */
  readonly patience: Set<string>
  readonly prepared: boolean
  readonly signal: AbortSignal
}

/** A rig with the handles of its runner. */
export interface StartedRig extends Rig, AsyncDisposable {
  readonly journal: Journal
  /** Prepares for a check: tags, values, journal and the list of judgements start anew. */
  begin(check: string, signal: AbortSignal): void
  /** Releases what the check opened, and returns what was judged on the way. */
  end(): Promise<readonly Judgement[]>
  /** What is wrong with the bridge's process since `begin()`; undefined when nothing is. */
  notAlive(): string | undefined
  /** Judges every earlier trial again over all that came since, by check. */
  lateScan(): ReadonlyMap<string, readonly Judgement[]>
}

export async function startRig(wish: WiringWish, options: RigOptions): Promise<StartedRig> {
  const stack = createResourceStack()
  try {
    return await assemble(wish, options, stack)
  } catch (error) {
    await stack[Symbol.asyncDispose]()
    throw error
  }
}

async function assemble(wish: WiringWish, options: RigOptions, stack: ResourceStack): Promise<StartedRig> {
  const { profile, notes, seed } = options
  const wishes = wishesOf(wish)
  const has = (name: InputName): boolean => profile.capabilities.in.includes(name)
  const tuning = { ...DEFAULT_TUNING, ...wishes.tuning }
  const limits = limitsOf(profile, tuning)
  const journal = createJournal()
  const state = createCheckState(options)
  const { host, fixed } = await planListening(profile)
  const secret = secretsFrom(seed, options.name)

  const nodes: EslNode[] = []
  for (let machine = 1; has('esl-inbound') && machine <= (wishes.nodes ?? 2); machine++) {
    const given = fixed?.esl[machine - 1]
    if (fixed && !given) break
    const node = { machine: given?.machine ?? machine, host, password: given?.password ?? secret('esl'), seed, journal, values: () => state.values }
    nodes.push(stack.use(await startEslNode({ ...node, ...(given && { port: given.port }), ...(wishes.heartbeatMs !== undefined && { heartbeatMs: wishes.heartbeatMs }) })))
  }
  const sinks: StartedSink[] = []
  const wanted = typeof wishes.webhooks === 'number' ? Array.from({ length: wishes.webhooks }, () => ({})) : (wishes.webhooks ?? [{}])
  for (const [receiver, sink] of profile.capabilities.out.includes('http-post') ? wanted.entries() : []) {
    const port = fixed?.webhooks[receiver]
    if (fixed && port === undefined) break
    sinks.push(stack.use(await startSink({ host, receiver, tap: journal.tap(`webhook ${receiver + 1}`), ...(port !== undefined && { port }), ...sink })))
  }
  const messaged = has('messaged-websocket') && (!fixed || fixed.messaged !== undefined) ? stack.use(await startMessagedServer(host, journal, fixed?.messaged)) : undefined
  const wiring: Wiring = {
    esl: { nodes: nodes.map(({ machine, port }, index) => ({ machine, host, port, password: fixed?.esl[index]?.password ?? secret('esl') })) },
    webhooks: sinks.map(({ url }) => ({ url })),
    ...(messaged && { messaged: { host, port: messaged.port, path: '/events/websocket/', authkey: secret('messaged') } }),
    ingress: { path: '/events', authkey: secret('ingress') },
    websocket: { path: '/events/websocket/', authkey: secret('websocket') },
    tuning,
  }
  // Near misses of keys are sent as stimuli: what is left of a key when it is cut tells it too.
  const secrets = secretsOf(wiring)
  const redactor = createRedactor([...secrets, ...secrets.map((text) => text.slice(0, -1))])

  let starts = 0
  const startBridge = async (): Promise<Started> => {
    starts++
    const logPath = `${options.folder}/bridge-${options.name}${starts > 1 ? `-${starts}` : ''}.log`
    const target = await startTarget(profile, wiring, { logPath, notes, prepared: options.prepared || starts > 1, signal: options.signal })
    const { endpoints } = target
    const bridge = watchBridge(target)
    const { ingress, outbound, websocket } = endpoints
    return {
      bridge,
      ingress: ingress && createIngress(ingress, journal),
      outbound: outbound && createOutbound(outbound, journal, () => state.values),
      url: websocket?.url,
    }
  }
  /** Where the bridge does not accept or even answer it, nothing comes out, and so no trial is proven. */
  const join = async ({ url }: Started): Promise<WebsocketWatcher | undefined> =>
    url === undefined || wishes.subscribe === false ? undefined : openWatcher(url, { lenient: true, tap: journal.tap('websocket'), signal: options.signal })

  let started = await startBridge()
  stack.defer(() => started.bridge.target[Symbol.asyncDispose]())
  let watcher = await join(started)
  const closePeers = async (): Promise<void> => {
    started.ingress?.[Symbol.dispose]()
    started.outbound?.[Symbol.dispose]()
    await watcher?.[Symbol.asyncDispose]()
  }
  stack.defer(closePeers)
  let processes = started.bridge.processes()

  const need = <T>(part: T | undefined, what: string): T => {
    if (part === undefined) throw new TypeError(`Cannot use the ${what} as the check must need it and the bridge must have it`)
    return part
  }
  const opened: WebsocketWatcher[] = []
  const handshake = async (url: string, given: WatcherOptions = {}): Promise<WebsocketWatcher> => {
    const receiver = opened.length + 1
    const one = await openWatcher(url, { receiver, lenient: true, tap: journal.tap(`websocket ${receiver + 1}`), signal: state.signal, ...given })
    opened.push(one)
    return one
  }
  const rig: Rig = {
    profile,
    get endpoints() {
      return started.bridge.target.endpoints
    },
    limits,
    wiring,
    get bridge() {
      return started.bridge
    },
    esl: (machine = 1) => need(nodes.find((node) => node.machine === machine), `FreeSWITCH node ${machine}`),
    get ingress() {
      return need(started.ingress, 'http-post input')
    },
    get messaged() {
      return need(messaged, 'messaged websocket')
    },
    get outbound() {
      return need(started.outbound, 'outbound socket')
    },
    get websocket() {
      return need(watcher, 'websocket output')
    },
    webhooks: sinks,
    get outputs() {
      return watcher ? [watcher, ...sinks] : sinks
    },
    inputs: (...names) => {
      const all: Readonly<Record<InputName, Input | undefined>> = { 'esl-inbound': nodes[0], 'esl-outbound': started.outbound, 'http-post': started.ingress, 'messaged-websocket': messaged }
      return names.flatMap((name) => all[name] ?? [])
    },
    handshake,
    async subscribe(given) {
      const one = await handshake(need(started.url, 'websocket output'), given)
      if (!one.accepted) throw new NotProven(`path not proven: a websocket with the right key was answered with status ${one.status}`)
      return one
    },
    tag: () => state.tags.next(),
    leg: (given) => createLeg(state.values, given),
    phone: (given) => createPhone(state.values, given),
    get values() {
      return state.values
    },
    trial: async (input, stimulus, given = {}) => {
      const { patience } = options
      const readyMs = patience.has(`ready ${input.name}`) ? 1000 : limits.readyMs
      const controlMs = patience.has(`path ${input.name}`) ? 1000 : limits.deliverMs
      try {
        return await runTrial(input, stimulus, given, rig.outputs, { limits, tag: state.tags.next, prefix: state.tags.prefix, run: `${options.run}-`, readyMs, controlMs, signal: state.signal, judged: state.judged })
      } catch (error) {
        if (error instanceof NotProven) patience.add(`${error.message.startsWith('not ready') ? 'ready' : 'path'} ${input.name}`)
        throw error
      }
    },
    until: async (condition, withinMs) => {
      try {
        return await waitUntil('the condition holds', condition, { withinMs, everyMs: 5, signal: state.signal })
      } catch {
        state.signal.throwIfAborted()
        return false
      }
    },
    delivered: (expectation, withinMs) => rig.until(() => rig.outputs.every((output) => expectation(eventsSince(output, 0)).status === 'pass'), withinMs),
    echo: (count) => measureEcho(host, count),
    redact: (text) => redactor.redact(text).text,
    now: () => performance.now(),
    random: () => state.random(),
    async restart() {
      await started.bridge.stop()
      await closePeers()
      started = await startBridge()
      watcher = await join(started)
      processes = started.bridge.processes()
    },
  }
  return extend(rig, {
    journal,
    begin(check: string, signal: AbortSignal) {
      state.begin(check, signal)
      journal.begin()
      processes = started.bridge.processes()
    },
    async end() {
      for (const one of opened.splice(0)) await one[Symbol.asyncDispose]()
      return state.end()
    },
    notAlive() {
      const { exit } = started.bridge
      if (exit) return exit.expected ? undefined : `the bridge ended ${exit.signal === null ? `with code ${exit.code}` : `by ${exit.signal}`}`
      const gone = vanished(processes)
      return gone.length === 0 ? undefined : `process ${gone.map(({ pid }) => pid).join(', ')} of the bridge is gone`
    },
    lateScan: () => state.lateScan(),
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  })
}

interface Started {
  readonly bridge: Bridge
  readonly ingress: Ingress | undefined
  readonly outbound: Outbound | undefined
  readonly url: string | undefined
}

/** Adds members without reading getters. */
function extend<A extends object, B extends object>(target: A, more: B): A & B {
  return Object.defineProperties(target, Object.getOwnPropertyDescriptors(more)) as A & B
}

/** Secrets of 24 characters that occur nowhere else: what leaks is found. */
function secretsFrom(seed: string, rig: string): (purpose: string) => string {
  return (purpose) => createHash('sha256').update(`${seed}\0${rig}\0${purpose}`).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 24)
}

/** What changes from check to check. */
function createCheckState({ run, seed, signal: runSignal }: RigOptions) {
  let check = 'rig/start'
  let tags = createTags(run, check)
  const sequence = createSequence()
  let values = createEslValues(() => tags.next(), { sequence })
  let random = randomFrom(seed, check)
  let judgements: Judgement[] = []
  let signal = runSignal
  const attempts = new Map<string, number>()
  const again: { readonly check: string; readonly judge: () => readonly Judgement[] }[] = []
  return {
    get tags() {
      return tags
    },
    get values() {
      return values
    },
    get signal() {
      return signal
    },
    random: () => random(),
    judged: (made: readonly Judgement[], judge: () => readonly Judgement[]) => {
      judgements.push(...made)
      again.push({ check, judge })
    },
    begin(next: string, its: AbortSignal) {
      check = next
      signal = its
      const attempt = (attempts.get(next) ?? 0) + 1
      attempts.set(next, attempt)
      tags = createTags(run, next, attempt)
      values = createEslValues(() => tags.next(), { sequence })
      random = randomFrom(seed, next)
      judgements = []
    },
    end: () => judgements,
    lateScan() {
      const found = new Map<string, readonly Judgement[]>()
      for (const one of again) found.set(one.check, [...(found.get(one.check) ?? []), ...one.judge()])
      return found
    },
  }
}

function randomFrom(seed: string, check: string): () => number {
  let count = 0
  return () => createHash('sha256').update(`${seed}\0${check}\0${count++}`).digest().readUInt32BE(0) / 2 ** 32
}
