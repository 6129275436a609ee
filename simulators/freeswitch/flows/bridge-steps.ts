import { adoptOriginatee, bridge, sendCallUpdate, setBridgeVariables } from '../channel/bridge.ts'
import { profileOf } from '../channel/channel.ts'
import { setCodec } from '../channel/codec.ts'
import type { Execution } from '../channel/execute.ts'
import type { HangupCause } from '../channel/hangup-cause.ts'
import { created, enterState, originated } from '../channel/lifecycle.ts'
import { markAnswered, markRinging } from '../channel/progress.ts'
import { remoteSdp } from '../channel/sdp.ts'
import { OUTBOUND_CALL } from '../channel/sofia-leg.ts'
import { negotiateOutbound, PCMU } from '../channel/sofia-media.ts'
import { callForLeg, dialString } from '../channel/sofia-outbound.ts'
import { receiveReply, SIP_ALLOW } from '../channel/sofia-reply.ts'
import type { Stage } from '../channel/stage.ts'
import { setVariables } from '../channel/variables.ts'
import { acceptCall, callerOf, defaultActions, run, setAction, type SipLeg } from './dialplan-steps.ts'
import { sofiaLeg, valueOf } from './leg-values.ts'
import type { ScriptStage } from './script-stage.ts'

/** A leg that calls a phone, and the user whom it calls. */
export interface OutboundLeg extends SipLeg {
  readonly user: string
}

/** The leg that a `bridge` called. */
export interface CalledLeg extends OutboundLeg {
  /** The `bridge` that runs on the calling leg. */
  readonly execution: Execution
}

/** What the dialplan of a bridged extension does before its `bridge`. */
export function bridgeActions(stage: ScriptStage, { channel }: SipLeg): void {
  defaultActions(stage, channel)
  setAction(stage, channel, 'hangup_after_bridge', 'true')
  setAction(stage, channel, 'continue_on_fail', 'false')
}

/** The application `bridge` calls a phone, which rings, the caller hears it ring, and the phone is picked up. */
export function callPhone(stage: ScriptStage, a: SipLeg): CalledLeg {
  const b = dial(stage, a)
  launch(stage, b)
  ring(stage, b)
  stage.next()
  ringBack(stage, a, b)
  stage.next()
  pickUp(stage, b)
  return b
}

/** The application `bridge` calls a phone: up to CHANNEL_CREATE of the B leg. */
export function dial(stage: ScriptStage, a: SipLeg): CalledLeg {
  const leg = sofiaLeg(stage.values, 'b')
  const user = valueOf(stage.values, 'b.user')
  const execution = run(stage, a.channel, 'bridge', dialString(leg, user))
  const channel = callForLeg(stage, leg, user, a.channel)
  enterState(stage, channel, 'INIT')
  created(stage, channel)
  setVariables(a.channel.variables, {
    originate_disposition: 'failure',
    DIALSTATUS: 'INVALIDARGS',
    originate_signal_bond: leg.uuid,
    originated_legs: `${leg.uuid};${OUTBOUND_CALL};${user}`,
  })
  return { channel, leg, user, execution }
}

/** The B leg's INVITE is on its way: CHANNEL_ORIGINATE and the states up to CONSUME_MEDIA. */
export function launch(stage: Stage, b: OutboundLeg): void {
  originated(stage, b.channel)
  enterState(stage, b.channel, 'ROUTING')
  enterState(stage, b.channel, 'CONSUME_MEDIA')
}

/** 180 from the callee: CHANNEL_PROGRESS of the B leg. */
export function ring(stage: Stage, { channel, leg, user }: OutboundLeg): void {
  receiveReply(channel, { leg, user, caller: callerOf(channel), besides: SIP_ALLOW })
  markRinging(stage, channel)
}

/** The caller hears that it rings: CHANNEL_PROGRESS of the A leg. */
export function ringBack(stage: Stage, a: SipLeg, b: OutboundLeg): void {
  const profile = profileOf(a.channel)
  profile.calleeIdName = OUTBOUND_CALL
  profile.calleeIdNumber = b.user
  setVariables(a.channel.variables, { sip_to_tag: a.leg.toTag })
  markRinging(stage, a.channel, profileOf(b.channel).times.progress)
}

/** 200 from the callee: the B leg is answered. */
export function pickUp(stage: Stage, { channel, leg, user }: OutboundLeg): void {
  receiveReply(channel, { leg, user, caller: callerOf(channel) })
  negotiateOutbound(channel, leg)
  setCodec(stage, channel, PCMU)
  markAnswered(stage, channel)
}

/** The A leg is answered because the B leg was, and knows it from now on. CHANNEL_BRIDGE is the next event. */
export function answerCaller(stage: Stage, a: SipLeg, b: OutboundLeg): void {
  acceptCall(stage, a, {
    switch_m_sdp: remoteSdp(b.leg),
    video_media_flow: 'inactive',
    text_media_flow: 'inactive',
  })
  setVariables(a.channel.variables, {
    originate_signal_bond: undefined,
    originate_disposition: 'SUCCESS',
    DIALSTATUS: 'SUCCESS',
    originate_causes: `${b.leg.uuid};NONE`,
    signal_bond: b.leg.uuid,
  })
  adoptOriginatee(a.channel, b.channel)
}

/** CHANNEL_BRIDGE of the A leg; the B leg exchanges media. */
export function connect(stage: Stage, a: SipLeg, b: OutboundLeg): void {
  bridge(stage, a.channel, b.channel)
  enterState(stage, b.channel, 'EXCHANGE_MEDIA')
  setVariables(b.channel.variables, { endpoint_disposition: 'ANSWER', call_uuid: a.channel.uuid })
  setBridgeVariables(a.channel, b.channel)
  setBridgeVariables(b.channel, a.channel)
}

/** The caller's phone is told whom it is connected to. */
export function updateCaller(stage: Stage, a: SipLeg, b: OutboundLeg): void {
  sendCallUpdate(stage, a.channel, b.channel, { name: OUTBOUND_CALL, number: b.user })
}

/** The callee's phone is told whom it is connected to. */
export function updateCallee(stage: Stage, a: SipLeg, b: OutboundLeg): void {
  sendCallUpdate(stage, b.channel, a.channel, callerOf(a.channel))
}

/** What the A leg remembers of a call that came to nothing. */
export function originateFailed(a: SipLeg, b: OutboundLeg, cause: HangupCause, dialStatus: string): void {
  setVariables(a.channel.variables, {
    originate_disposition: cause,
    DIALSTATUS: dialStatus,
    originate_causes: `${b.leg.uuid};${cause}`,
    originate_failed_cause: cause,
  })
}
