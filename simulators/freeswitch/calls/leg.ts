import type { Application, Channel } from '../channel/channel.ts'
import { isEnding } from '../channel/channel-state.ts'
import type { Dtmf } from '../channel/dtmf.ts'
import type { HangupCause } from '../channel/hangup-cause.ts'
import { hangup } from '../channel/lifecycle.ts'
import { setVariables } from '../channel/variables.ts'
import type { FsEvent } from '../codec/event.ts'
import type { CallSite } from '../events/base-headers.ts'
import type { BridgeRole } from '../flows/hangup-steps.ts'
import { HANGUP_SITES, logHangup } from './call-log.ts'
import type { Calls } from './calls.ts'
import type { Endpoint } from './endpoint.ts'
import type { Message } from './message.ts'
import type { Recording } from './recordings.ts'
import type { ToneDetector } from './tone-detection.ts'
import { createWaker, type Waker } from './waker.ts'

/** What the makers of a leg wait for; a leg that has moved has left its bridge for something else. */
export type LegNews = 'ringing' | 'early' | 'answered' | 'moved' | 'hung-up'

/** One live leg: a channel with what waits for it. Its thread is `runLeg()`. */
export interface Leg {
  readonly calls: Calls
  readonly channel: Channel
  readonly endpoint: Endpoint
  readonly waker: Waker
  /** What its extension has left to run. */
  todo: readonly Application[]
  /** Applications that it runs instead of an extension of the dialplan when it routes next. */
  direct: readonly Application[] | undefined
  /** Commands from `sendmsg` and the like, oldest first. */
  readonly messages: Message[]
  /** Events from `sendevent` that name the leg, oldest first. */
  readonly events: FsEvent[]
  /** Keys that the far end has pressed, oldest first. */
  readonly digits: Dtmf[]
  /** Whether a message that asked for it keeps later ones waiting. */
  isLocked: boolean
  /** Whether what runs now is to end, as `uuid_break` wants it. */
  isBroken: boolean
  /** Whether it waits to be told what to do. */
  isParked: boolean
  /** Its side of the bridge that it is in. */
  bridgeRole: BridgeRole | undefined
  /** Packets of sound that were sent to the far end. */
  sentPackets: number
  /** Recordings that go on while other things run, by path. */
  readonly recordings: Map<string, Recording>
  /** Tones that it listens for, by key. */
  readonly tones: Map<string, ToneDetector>
  /** The key that the listener for tones was made for; undefined while there is none. */
  toneListener: string | undefined
  /** Files that it hears besides. */
  readonly displaced: Set<string>
  /** Milliseconds that it has waited for sounds and the like, lateness of the machine left out. */
  waitedMs: number
  /** How many applications run inside each other. */
  depth: number
  /** Takes the leg's events and keys instead of its applications. */
  divert: ((event: FsEvent) => void) | undefined
  /** Whether the dialplan goes on when the socket ends. */
  resumes: boolean
  readonly watchers: Set<(news: LegNews) => void>
  /** Those who keep the leg from being destroyed; each is told when the call has ended. */
  readonly holders: Set<() => void>
}

/** Entries of the queues of messages and events (wire specification 3.18). */
export const QUEUE_LIMIT = 256

export function createLeg(calls: Calls, channel: Channel, endpoint: Endpoint): Leg {
  return {
    calls,
    channel,
    endpoint,
    waker: createWaker(calls.core.timers),
    todo: [],
    direct: undefined,
    messages: [],
    events: [],
    digits: [],
    isLocked: false,
    isBroken: false,
    isParked: false,
    bridgeRole: undefined,
    sentPackets: 0,
    recordings: new Map(),
    tones: new Map(),
    toneListener: undefined,
    displaced: new Set(),
    waitedMs: 0,
    depth: 0,
    divert: undefined,
    resumes: false,
    watchers: new Set(),
    holders: new Set(),
  }
}

/** Whether the leg is in the state that it was told to be in, so that what runs on it may go on. */
export function isReady({ channel }: Leg): boolean {
  return channel.state === channel.runningState && !isEnding(channel.state)
}

/**
 * Tells a leg to end: CHANNEL_HANGUP. Nothing happens when it ends already.
 * @param site the place that the log names
 */
export function hangUp(leg: Leg, cause: HangupCause, site: CallSite = HANGUP_SITES.dialplan): void {
  if (isEnding(leg.channel.state)) return
  if (leg.bridgeRole !== undefined) setVariables(leg.channel.variables, { last_bridge_role: leg.bridgeRole })
  hangup(leg.calls.stage, leg.channel, cause)
  logHangup(leg.calls.core, leg.channel, site)
  spread(leg, 'hung-up')
  leg.waker.wake()
}

/** Tells the makers of a leg what has happened to it. */
export function spread(leg: Leg, news: LegNews): void {
  for (const watcher of leg.watchers) watcher(news)
}
