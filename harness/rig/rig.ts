import type { Expectation } from '../checkers/expectation.ts'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import type { Judgement } from '../model/conformance.ts'
import type { Misconfiguration, Misstart } from '../target/misstart.ts'
import type { LoadedProfile } from '../target/profile.ts'
import type { Endpoints, Wiring } from '../target/wiring.ts'
import type { Bridge } from './bridge.ts'
import type { createLeg, Leg } from './esl-call-events.ts'
import type { EslNode } from './esl-node.ts'
import type { createPhone, Phone } from './esl-registration-events.ts'
import type { EslValues } from './esl-values.ts'
import type { Ingress } from './ingress.ts'
import type { Input } from './input.ts'
import type { Journal } from './journal.ts'
import type { MessagedServer } from './messaged-server.ts'
import type { Outbound } from './outbound-call.ts'
import type { Output } from './output.ts'
import type { Room } from './room.ts'
import type { StartedSink } from './sink.ts'
import type { ServerCertificates, TestAuthorities } from './server-certificates.ts'
import type { Trial, TrialOptions } from './trial.ts'
import type { WatcherOptions, WebsocketWatcher } from './websocket-watcher.ts'
import type { Limits } from './wishes.ts'

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
  /** Makes certificates for our servers, good ones and bad ones. */
  certificates(): Promise<ServerCertificates>
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
  /** Waits for a condition; false when it was not met in time. What the machine took away of that time is added to it. */
  until(condition: () => boolean, withinMs: number): Promise<boolean>
  /** Waits until an expectation holds on every output, over all that the rig has seen; false when it did not in time. */
  delivered(expectation: Expectation, withinMs: number): Promise<boolean>
  /** Round trips to an echo of our own, in milliseconds: what a measurement contains besides the bridge. */
  echo(count: number): Promise<readonly number[]>
  /** Milliseconds so far in which the harness or the bridge was ready to run and got no processor. */
  lostMs(): number
  /** Text without the secrets of the wiring, in whatever form. */
  redact(text: string): string
  /** Milliseconds of the monotonic clock. */
  now(): number
  /** Repeatable numbers from 0 to 1, from the seed of the run and the id of the check. */
  random(): number
  /** Starts the bridge once more with something wrong in its configuration, and waits for its end. */
  startMisconfigured(wrong: Misconfiguration, withinMs: number): Promise<Misstart>
  /** Ends the bridge, if it still runs, and starts it again with the same peers; our subscriber joins again. */
  restart(): Promise<void>
}

export interface RigOptions {
  /** Whether every HTTP and websocket connection is TLS. */
  readonly tls: boolean
  /** Makes the certificates of the run: the one that the bridge is told to trust, and one that it knows nothing of. */
  readonly authorities: () => Promise<TestAuthorities>
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
  /** Of which each rig has a part. */
  readonly room: Room
}

/** A rig with the handles of its runner. */
export interface StartedRig extends Rig, AsyncDisposable {
  readonly journal: Journal
  /** Prepares for a check: tags, values, journal and the list of judgements start anew. */
  begin(check: string, signal: AbortSignal): void
  /** Releases what the check opened, and returns what was judged on the way. */
  end(): Promise<readonly Judgement[]>
  /** Why the bridge was cut off, because it sent more than there is room for; undefined when it was not. */
  readonly overflow: string | undefined
  /** Longest time in one go, since `begin()`, in which the harness was not let run, milliseconds. */
  readonly standstillMs: number
  /** What is wrong with the bridge's process since `begin()`; undefined when nothing is. */
  notAlive(): string | undefined
  /** Judges every earlier trial again over all that came since, by check. */
  lateScan(): ReadonlyMap<string, readonly Judgement[]>
}
