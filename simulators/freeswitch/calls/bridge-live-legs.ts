import { bridge, sendCallUpdate, setBridgeVariables } from '../channel/bridge.ts'
import { isEnding } from '../channel/channel-state.ts'
import { enterState } from '../channel/lifecycle.ts'
import { hibernate, prepareUuidBridge, runUuidBridge } from '../channel/uuid-bridge.ts'
import { setVariables } from '../channel/variables.ts'
import { callerOf } from '../flows/dialplan-steps.ts'
import { leaveCall } from '../flows/hangup-steps.ts'
import { attend } from './attend.ts'
import { untilEitherEnds } from './bridge-legs.ts'
import { hangUp, isReady, type Leg } from './leg.ts'

/** Legs that `uuid_bridge` puts together, A first. */
interface LivePair {
  readonly a: Leg
  readonly b: Leg
  /** How many of them have let go of what they were doing. */
  ready: number
}

const PAIRS = new WeakMap<Leg, LivePair>()

/** `uuid_bridge`: both legs are told to let go of what they do; the rest is done by their threads. */
export function bridgeLiveLegs(a: Leg, b: Leg): void {
  const { core, stage } = a.calls
  const pair: LivePair = { a, b, ready: 0 }
  PAIRS.set(a, pair)
  PAIRS.set(b, pair)
  prepareUuidBridge(stage, a.channel, b.channel, { a: core.createUuid(), b: core.createUuid() })
  a.waker.wake()
  b.waker.wake()
}

/** A leg's part in it, from HIBERNATE to the end of the bridge. */
export async function runBridgedLeg(leg: Leg): Promise<void> {
  const { stage } = leg.calls
  const pair = PAIRS.get(leg)
  if (pair === undefined) return hangUp(leg, 'NORMAL_CLEARING')
  const other = pair.a === leg ? pair.b : pair.a
  hibernate(stage, leg.channel)
  enterState(stage, leg.channel, 'SOFT_EXECUTE')
  if (++pair.ready === 2) begin(pair)
  await attend(leg, { isOver: () => pair.ready === 2 || isEnding(other.channel.state) })
  if (leg === pair.b) return void (await attend(leg, { isOver: () => isEnding(other.channel.state) }))
  if (isReady(other) && isReady(leg)) await untilEitherEnds(leg, other)
  else hangUp(other, leg.channel.hangupCause ?? 'NORMAL_CLEARING')
  if (leg.channel.state !== 'SOFT_EXECUTE') return
  enterState(stage, leg.channel, 'EXECUTE')
  hangUp(leg, other.channel.hangupCause ?? 'NORMAL_CLEARING')
}

function begin({ a, b }: LivePair): void {
  const { stage } = a.calls
  leaveCall(b.channel)
  runUuidBridge(stage, a.channel, b.channel)
  bridge(stage, a.channel, b.channel)
  b.channel.callUuid = a.channel.uuid
  enterState(stage, b.channel, 'EXCHANGE_MEDIA')
  setBridgeVariables(a.channel, b.channel)
  tellPhone(a, b)
  setVariables(b.channel.variables, { call_uuid: a.channel.uuid })
  setBridgeVariables(b.channel, a.channel)
  tellPhone(b, a)
  a.bridgeRole = 'originator'
  b.bridgeRole = 'originatee'
  a.waker.wake()
  b.waker.wake()
}

/** Only phones are told whom they are connected to. */
function tellPhone({ calls, channel, endpoint }: Leg, other: Leg): void {
  if (endpoint.kind === 'sofia') sendCallUpdate(calls.stage, channel, other.channel, callerOf(other.channel))
}
