import { adoptOriginatee, bridge, sendCallUpdate, setBridgeVariables, unbridge } from '../channel/bridge.ts'
import { profileOf } from '../channel/channel.ts'
import { isEnding } from '../channel/channel-state.ts'
import { enterState } from '../channel/lifecycle.ts'
import { setVariables } from '../channel/variables.ts'
import { callerOf } from '../flows/dialplan-steps.ts'
import { leaveCall, rememberPeerHangup } from '../flows/hangup-steps.ts'
import { attend } from './attend.ts'
import { holdLeg } from './hold-leg.ts'
import { hangUp, isReady, type Leg } from './leg.ts'

/** The leg that `a` called has answered: both hear each other. */
export function connectLegs(a: Leg, b: Leg): void {
  const { stage } = a.calls
  if (a.channel.media !== 'answered') {
    if (b.endpoint.kind === 'sofia') passMedia(a, b)
    a.endpoint.answer(a)
  }
  setVariables(a.channel.variables, {
    originate_signal_bond: undefined,
    originate_disposition: 'SUCCESS',
    DIALSTATUS: 'SUCCESS',
    originate_causes: `${b.channel.uuid};NONE`,
    signal_bond: b.channel.uuid,
  })
  const { calleeIdName, calleeIdNumber } = profileOf(b.channel)
  Object.assign(profileOf(a.channel), { calleeIdName, calleeIdNumber })
  adoptOriginatee(a.channel, b.channel)
  bridge(stage, a.channel, b.channel)
  enterState(stage, b.channel, 'EXCHANGE_MEDIA')
  setVariables(b.channel.variables, { endpoint_disposition: 'ANSWER', call_uuid: a.channel.uuid })
  setBridgeVariables(a.channel, b.channel)
  setBridgeVariables(b.channel, a.channel)
  a.bridgeRole = 'originator'
  b.bridgeRole = 'originatee'
  // Only phones are told whom they are connected to.
  const callee = { name: calleeIdName, number: calleeIdNumber }
  if (a.endpoint.kind === 'sofia') sendCallUpdate(stage, a.channel, b.channel, callee)
  if (b.endpoint.kind === 'sofia') sendCallUpdate(stage, b.channel, a.channel, callerOf(a.channel))
}

/** What the callee's phone has answered becomes what the caller's phone is offered. */
function passMedia(a: Leg, b: Leg): void {
  setVariables(a.channel.variables, {
    switch_m_sdp: b.channel.variables.get('switch_r_sdp'),
    video_media_flow: 'inactive',
    text_media_flow: 'inactive',
  })
}

/** Waits, as the thread of `a`, until one of the legs ends or goes elsewhere, and takes the bridge down. */
export async function untilEitherEnds(a: Leg, b: Leg): Promise<void> {
  const { stage } = a.calls
  const watch = (): void => a.waker.wake()
  b.watchers.add(watch)
  const held = holdLeg(b, a)
  await attend(a, { isOver: () => !isReady(b) || b.bridgeRole === undefined })
  b.watchers.delete(watch)
  // A leg that hangs up comes to its end before the other one lets go of the bridge.
  while (isEnding(b.channel.state) && !held.isOver) await a.waker.wait(Infinity)
  const isLeft = isReady(a)
  separate(a, b)
  unbridge(stage, a.channel, b.channel)
  held.release()
  if (isLeft && a.channel.variables.get('hangup_after_bridge') === 'true') hangUp(a, 'NORMAL_CLEARING')
}

/** The leg that ended first takes the other one with it, and each remembers how the other ended. */
function separate(a: Leg, b: Leg): void {
  const isEndedByB = isEnding(b.channel.state)
  a.bridgeRole = undefined
  b.bridgeRole = undefined
  setVariables(b.channel.variables, { bridge_to: undefined })
  if (!isEndedByB) remember(b, a)
  if (!isReady(a)) hangUp(b, a.channel.hangupCause ?? 'NORMAL_CLEARING')
  setVariables(a.channel.variables, { bridge_to: undefined })
  if (isEndedByB) remember(a, b)
  const cause = b.channel.hangupCause
  if (cause !== undefined) {
    setVariables(a.channel.variables, { bridge_hangup_cause: cause })
    if (isEnding(a.channel.state)) setVariables(b.channel.variables, { bridge_hangup_cause: cause })
  }
  leaveCall(b.channel)
}

function remember(leg: Leg, other: Leg): void {
  const cause = other.channel.hangupCause
  if (cause === undefined || other.endpoint.kind !== 'sofia') return
  rememberPeerHangup(leg.channel, cause, { phrase: 'OK', status: '200' })
}
