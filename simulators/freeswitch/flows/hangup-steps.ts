import type { Channel } from '../channel/channel.ts'
import { HANGUP_CAUSES, type HangupCause } from '../channel/hangup-cause.ts'
import { destroy, destroyed, hangup, hangupComplete, report } from '../channel/lifecycle.ts'
import { setRtpFigures } from '../channel/rtp-figures.ts'
import { replyAddress } from '../channel/sofia-reply.ts'
import type { Stage } from '../channel/stage.ts'
import { setVariables } from '../channel/variables.ts'
import type { SipLeg } from './dialplan-steps.ts'

/** Which side of a bridge a leg was. */
export type BridgeRole = 'originator' | 'originatee'

/** BYE from the phone: CHANNEL_HANGUP. A switch gives a reason and names itself. */
export function hangUpByPhone(stage: Stage, { channel, leg: { peer } }: SipLeg, role?: BridgeRole): void {
  setVariables(channel.variables, {
    ...(peer && { sip_reason: 'Q.850;cause=16;text="NORMAL_CLEARING"' }),
    sip_term_status: '200',
    proto_specific_hangup_cause: 'sip:200',
    sip_term_cause: '16',
    ...(role && { last_bridge_role: role }),
  })
  hangup(stage, channel, 'NORMAL_CLEARING')
  setVariables(channel.variables, {
    ...(peer && { sip_user_agent: peer.userAgent }),
    sip_hangup_disposition: 'recv_bye',
  })
}

/** CANCEL from the phone: CHANNEL_HANGUP. */
export function cancelByPhone(stage: Stage, { channel }: SipLeg): void {
  setVariables(channel.variables, {
    sip_hangup_disposition: 'recv_cancel',
    sip_invite_failure_status: '487',
    sip_invite_failure_phrase: 'CANCEL',
    sip_term_status: '487',
    proto_specific_hangup_cause: 'sip:487',
    sip_term_cause: '487',
  })
  hangup(stage, channel, 'ORIGINATOR_CANCEL')
}

/** A final reply other than 2xx, and the cause that the server makes of it. */
export interface SipRefusal {
  readonly status: string
  readonly phrase: string
  readonly cause: HangupCause
}

/** The callee's phone refuses the INVITE: CHANNEL_HANGUP. */
export function refuse(stage: Stage, { channel, leg }: SipLeg, { status, phrase, cause }: SipRefusal): void {
  setVariables(channel.variables, {
    sip_call_id: leg.callId,
    ...replyAddress(leg),
    sip_hangup_disposition: 'recv_refuse',
    sip_invite_failure_status: status,
    sip_invite_failure_phrase: phrase,
    sip_term_status: status,
    proto_specific_hangup_cause: `sip:${status}`,
    sip_term_cause: String(HANGUP_CAUSES[cause]),
  })
  hangup(stage, channel, cause)
}

/** What the calling leg remembers of a refusal. */
export function rememberRefusal(channel: Channel, refusal: SipRefusal): void {
  const { status, phrase, cause } = refusal
  setVariables(channel.variables, { sip_invite_failure_status: status, sip_invite_failure_phrase: phrase })
  rememberPeerHangup(channel, cause, { phrase, status })
}

/** What a leg remembers of the end of the other one. */
export function rememberPeerHangup(
  channel: Channel,
  cause: HangupCause,
  sip: { phrase: string; status: string },
): void {
  setVariables(channel.variables, {
    sip_hangup_phrase: sip.phrase,
    last_bridge_hangup_cause: cause,
    last_bridge_proto_specific_hangup_cause: `sip:${sip.status}`,
  })
}

/** The leg is no longer part of the other leg's call. */
export function leaveCall(channel: Channel): void {
  channel.callUuid = channel.uuid
  setVariables(channel.variables, { call_uuid: channel.uuid })
}

/** What the endpoint says when it has ended its side of the dialog. */
export function disposeSip(channel: Channel, disposition: 'send_bye' | 'send_refuse' | 'send_cancel'): void {
  setVariables(channel.variables, { sip_hangup_disposition: disposition })
  if (disposition === 'send_cancel') {
    setVariables(channel.variables, { sip_invite_failure_status: '487', sip_invite_failure_phrase: 'CANCEL' })
  }
}

/** Figures of a leg that has sent no audio. */
export function closeMedia({ channel, leg }: SipLeg): void {
  setRtpFigures(channel, { skipped: leg.skippedPackets })
}

/** CHANNEL_STATE of REPORTING and CHANNEL_HANGUP_COMPLETE. */
export function complete(stage: Stage, channel: Channel): void {
  report(stage, channel)
  hangupComplete(stage, channel)
}

/** CHANNEL_DESTROY and the last CHANNEL_STATE. */
export function remove(stage: Stage, channel: Channel): void {
  destroy(stage, channel)
  destroyed(stage, channel)
}
