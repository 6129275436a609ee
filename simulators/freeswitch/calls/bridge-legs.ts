import { adoptOriginatee, bridge, sendCallUpdate, setBridgeVariables, unbridge } from '../channel/bridge.ts'
import { profileOf } from '../channel/channel.ts'
import { isEnding } from '../channel/channel-state.ts'
import { enterState } from '../channel/lifecycle.ts'
import { OUTBOUND_CALL } from '../channel/sofia-leg.ts'
import { setVariables } from '../channel/variables.ts'
import { callerOf } from '../flows/dialplan-steps.ts'
import { leaveCall, rememberPeerHangup } from '../flows/hangup-steps.ts'
import { attend } from './attend.ts'
import { hangUp, isReady, type Leg } from './leg.ts'

/** The leg that `a` called has answered: both hear each other. */
export function connectLegs(a: Leg, b: Leg): void {
  const { stage } = a.calls
  if (a.channel.media !== 'answered') a.endpoint.answer(a)
  setVariables(a.channel.variables, {
    originate_disposition: 'SUCCESS',
    DIALSTATUS: 'SUCCESS',
    originate_causes: `${b.channel.uuid};NONE`,
    signal_bond: b.channel.uuid,
  })
  adoptOriginatee(a.channel, b.channel)
  bridge(stage, a.channel, b.channel)
  enterState(stage, b.channel, 'EXCHANGE_MEDIA')
  setVariables(b.channel.variables, { endpoint_disposition: 'ANSWER', call_uuid: a.channel.uuid })
  setBridgeVariables(a.channel, b.channel)
  setBridgeVariables(b.channel, a.channel)
  if (b.endpoint.kind !== 'sofia') return
  const callee = { name: OUTBOUND_CALL, number: profileOf(b.channel).destinationNumber }
  sendCallUpdate(stage, b.channel, a.channel, callerOf(a.channel))
  if (a.endpoint.kind === 'sofia') sendCallUpdate(stage, a.channel, b.channel, callee)
}

/** Waits, as the thread of `a`, until one of the legs ends or goes elsewhere, and takes the bridge down. */
export async function untilEitherEnds(a: Leg, b: Leg): Promise<void> {
  const { stage } = a.calls
  const watch = (): void => a.waker.wake()
  b.watchers.add(watch)
  await attend(a, { isOver: () => !isReady(b) })
  b.watchers.delete(watch)
  const isEndedByB = isEnding(b.channel.state) && isReady(a)
  separate(a, b)
  unbridge(stage, a.channel, b.channel)
  a.channel.otherLeg = undefined
  if (isEndedByB && a.channel.variables.get('hangup_after_bridge') === 'true') hangUp(a, 'NORMAL_CLEARING')
}

function separate(a: Leg, b: Leg): void {
  for (const [leg, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const cause = other.channel.hangupCause
    setVariables(leg.channel.variables, { bridge_to: undefined })
    if (cause !== undefined && !isEnding(leg.channel.state)) {
      rememberPeerHangup(leg.channel, cause, { phrase: 'OK', status: '200' })
    }
    if (cause !== undefined) setVariables(leg.channel.variables, { bridge_hangup_cause: cause })
  }
  leaveCall(b.channel)
  if (!isReady(a)) hangUp(b, a.channel.hangupCause ?? 'NORMAL_CLEARING')
}
