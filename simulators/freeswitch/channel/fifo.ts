import type { FsHeader } from '../codec/event.ts'
import { baseHeaders } from '../events/base-headers.ts'
import { eventType } from '../events/event-types.ts'
import { originateeCopy, originatorCopy } from './caller-profile.ts'
import { type Channel, channelBlock, profileOf } from './channel.ts'
import type { Stage } from './stage.ts'
import { setVariables, variableHeaders } from './variables.ts'

/** Places in the module; those that no recording has are reckoned from the distances of its source. */
const LINES = {
  push: 2746,
  timeout: 2868,
  abort: 2868,
  consumer_start: 2983,
  caller_pop: 3223,
  consumer_pop: 3242,
  'channel-consumer-start': 3378,
  'bridge-consumer-start': 3392,
  'bridge-caller-start': 3403,
  'channel-consumer-stop': 3461,
  'bridge-consumer-stop': 3489,
  'bridge-caller-stop': 3509,
  consumer_wrapup: 3569,
  consumer_reentrance: 3623,
  consumer_stop: 3632,
} as const
const PRESENCE_SITE = { file: 'mod_fifo.c', function: 'send_presence', line: 2209 }

/** The module tells what it does with a leg: CUSTOM fifo::info. */
export function fifoInfo(
  stage: Stage,
  channel: Channel,
  name: string,
  action: keyof typeof LINES,
  more: readonly FsHeader[] = [],
): void {
  const calling = { file: 'mod_fifo.c', function: 'fifo_function', line: LINES[action] }
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, 'CUSTOM', stage.nextSequence(), stage.now(), calling),
    ...channelBlock(channel),
    ...variableHeaders(channel.variables),
    ['FIFO-Name', name],
    ['FIFO-Action', action],
    ...more,
  ]
  stage.emit({ type: eventType('CUSTOM'), subclass: 'fifo::info', headers, body: undefined }, channel)
}

/** The module tells who watches the queue how many wait in it: PRESENCE_IN. */
export function fifoPresence(stage: Stage, address: string, waiting: number): void {
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, 'PRESENCE_IN', stage.nextSequence(), stage.now(), PRESENCE_SITE),
    ['proto', 'queue'],
    ['login', address],
    ['from', address],
    ['status', waiting > 0 ? `Active (${waiting} waiting)` : 'Idle'],
    ['rpid', 'unknown'],
    ['event_type', 'presence'],
    ['alt_event_type', 'dialog'],
    ['event_count', '0'],
    ['channel-state', waiting > 0 ? 'CS_ROUTING' : 'CS_HANGUP'],
    ['unique-id', address.replace(/@.*$/s, '')],
    ['answer-state', waiting > 0 ? 'early' : 'terminated'],
    ['presence-call-direction', 'inbound'],
  ]
  stage.emit({ type: eventType('PRESENCE_IN'), subclass: undefined, headers, body: undefined }, undefined)
}

/** A caller comes into the queue. */
export function enterFifo(stage: Stage, caller: Channel, name: string, slot: string): void {
  fifoInfo(stage, caller, name, 'push', [['FIFO-Slot', slot]])
  // What is put into the queue is an event that is never fired.
  stage.nextSequence()
}

/** Consumer and caller are about to be bridged: each gets a new caller profile and the other one as its other leg. */
export function introduceFifoLegs(stage: Stage, consumer: Channel, caller: Channel): void {
  for (const channel of [consumer, caller]) stepProfile(stage, channel)
  const originator = profileOf(consumer)
  const originatee = profileOf(caller)
  caller.otherLeg = { type: 'originator', profile: originatorCopy(originator) }
  consumer.otherLeg = { type: 'originatee', profile: originateeCopy(originatee) }
  originator.calleeIdName = originatee.calleeIdName
  originator.calleeIdNumber = originatee.calleeIdNumber
  originatee.calleeIdName = originatee.callerIdName
  originatee.calleeIdNumber = originatee.callerIdNumber
  originatee.callerIdName = originator.callerIdName
  originatee.callerIdNumber = originator.callerIdNumber
}

function stepProfile(stage: Stage, channel: Channel): void {
  const profile = profileOf(channel)
  const profileIndex = String(Number(profile.profileIndex) + 1)
  channel.profile = { ...profile, profileIndex, times: { ...profile.times, profileCreated: stage.now() } }
}

/** What both have for variables when they are about to talk. */
export function setFifoTalking(stage: Stage, consumer: Channel, caller: Channel): void {
  const { epoch } = stage.now()
  const talking = { fifo_status: 'TALKING' }
  const stamp = fifoStamp(stage)
  setVariables(consumer.variables, { ...talking, fifo_target: caller.uuid, ...stamp })
  setVariables(consumer.variables, { fifo_epoch_start_bridge: epoch, fifo_role: 'consumer' })
  setVariables(caller.variables, { ...talking, ...stamp, fifo_epoch_start_bridge: epoch })
  setVariables(caller.variables, { fifo_target: consumer.uuid, fifo_role: 'caller' })
}

/** When what the variable `fifo_status` says has become so. */
export const fifoStamp = (stage: Stage): { readonly fifo_timestamp: string } => ({ fifo_timestamp: stage.now().local })

/** How long a leg has talked and was on hold. */
export function fifoTimes(stage: Stage, channel: Channel, role: 'Consumer' | 'Caller'): FsHeader[] {
  const now = stage.now()
  const { bridged, holdAccumulated } = profileOf(channel).times
  const talked = Number(stage.span(bridged ?? now, now).microseconds) - Number(holdAccumulated.microseconds)
  const begun = role === 'Consumer' ? inUnits(`FIFO-${role}-Bridge-Time`, Number(bridged?.timestamp ?? 0)) : []
  return [
    ...begun,
    ...inUnits(`FIFO-${role}-Talk-Time`, talked),
    ...inUnits(`FIFO-${role}-Hold-Time`, Number(holdAccumulated.microseconds)),
  ]
}

const inUnits = (name: string, microseconds: number): FsHeader[] => [
  [`${name}-us`, String(microseconds)],
  [`${name}-ms`, String(Math.floor(microseconds / 1000))],
  [`${name}-s`, String(Math.floor(microseconds / 1_000_000))],
]
