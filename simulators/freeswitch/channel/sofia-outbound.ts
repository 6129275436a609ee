import { createTimes, originatorCopy } from './caller-profile.ts'
import { type Channel, createChannel, profileOf } from './channel.ts'
import { outgoing } from './lifecycle.ts'
import { localSdp } from './sdp.ts'
import { OUTBOUND_CALL, type Party, profileUrl, SOFIA_PROFILE, type SipRequest, type SofiaLeg } from './sofia-leg.ts'
import type { Stage } from './stage.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** The dial string that calls a phone. */
export const dialString = (leg: SofiaLeg, user: string): string =>
  `sofia/${SOFIA_PROFILE.name}/${user}@${leg.networkIp}:${leg.networkPort}`

/** A leg calls a phone for another leg: CHANNEL_OUTGOING. The variables are those of the INVITE that goes out. */
export function callForLeg(stage: Stage, leg: SofiaLeg, user: string, a: Channel): Channel {
  const caller = profileOf(a)
  const name = dialString(leg, user)
  const b = createChannel({ uuid: leg.uuid, name, direction: 'outbound', leg: a.leg + 1 })
  b.profile = {
    ...caller,
    direction: 'outbound',
    logicalDirection: 'outbound',
    calleeIdName: OUTBOUND_CALL,
    calleeIdNumber: user,
    networkAddr: caller.networkAddr,
    destinationNumber: user,
    uniqueId: leg.uuid,
    channelName: name,
    profileIndex: '1',
    times: createTimes(stage.now()),
  }
  b.otherLeg = { type: 'originator', profile: originatorCopy(caller) }
  outgoing(stage, b)
  b.callUuid = a.uuid
  setVariables(b.variables, inviteVariables(b, leg, user, a))
  return b
}

/** Variables of a leg whose INVITE has just gone out. */
function inviteVariables(channel: Channel, leg: SofiaLeg, user: string, a: Channel): VariablePack {
  const address = `${leg.networkIp}:${leg.networkPort}`
  return {
    direction: 'outbound',
    is_outbound: 'true',
    uuid: leg.uuid,
    session_id: leg.sessionId,
    sip_local_network_addr: leg.localIp,
    sip_profile_name: SOFIA_PROFILE.name,
    text_media_flow: 'disabled',
    channel_name: channel.name,
    sip_destination_url: `sip:${user}@${address}`,
    max_forwards: '69',
    originator_codec: 'CORE_PCM_MODULE.PCMU@8000h@20i@64000b',
    originator: a.uuid,
    signal_bond: a.uuid,
    switch_m_sdp: a.variables.get('switch_r_sdp'),
    call_uuid: a.uuid,
    ...exportedVariables(a),
    originate_early_media: 'true',
    originating_leg_uuid: a.uuid,
    originate_endpoint: 'sofia',
    rtp_use_codec_string: 'CORE_PCM_MODULE.PCMU@8000h@20i@64000b',
    local_media_ip: leg.localIp,
    local_media_port: leg.localMediaPort,
    advertised_media_ip: leg.localIp,
    audio_media_flow: 'sendrecv',
    video_media_flow: 'sendrecv',
    rtp_local_sdp_str: localSdp(leg, leg.sdpVersions[0]),
    sip_outgoing_contact_uri: `<${profileUrl(leg)}>`,
    sip_req_uri: `${user}@${address}`,
    sip_to_host: address,
    sip_from_host: leg.localIp,
    sofia_profile_name: SOFIA_PROFILE.name,
    recovery_profile_name: SOFIA_PROFILE.name,
    sofia_profile_url: profileUrl(leg),
  }
}

/** What the A leg hands down: its list of exports and each variable that the list names. */
function exportedVariables(a: Channel): VariablePack {
  const list = a.variables.get('export_vars')
  if (typeof list !== 'string') return {}
  return { export_vars: list, ...Object.fromEntries(list.split(',').map((name) => [name, a.variables.get(name)])) }
}

/** The headers of a reply of the phone. */
export interface SipReply {
  readonly leg: SofiaLeg
  /** User whom the call is for. */
  readonly user: string
  readonly caller: Party
  /** The request that it answers. @default the INVITE */
  readonly request?: SipRequest
  /** What this reply tells besides, set between its address and its headers. */
  readonly besides?: VariablePack
}

/** What the first reply tells besides. */
export const SIP_ALLOW: VariablePack = { sip_allow: 'INVITE, ACK, BYE, CANCEL' }

/** The phone replies to an INVITE with 180, 183 or 200: what its headers say. */
export function receiveReply(channel: Channel, reply: SipReply): void {
  setVariables(channel.variables, { ...replyAddress(reply.leg), ...reply.besides, ...replyHeaders(reply) })
}

/** Whence a reply came: all that is told of a refusal. */
export function replyAddress(leg: SofiaLeg): VariablePack {
  return {
    sip_local_network_addr: leg.localIp,
    sip_reply_host: leg.networkIp,
    sip_reply_port: leg.networkPort,
    sip_network_ip: leg.networkIp,
    sip_network_port: leg.networkPort,
  }
}

function replyHeaders({ leg, user, caller, request = leg.requests[0] }: SipReply): VariablePack {
  return {
    sip_recover_contact: `<sip:${leg.contactUser}@${leg.networkIp}:${leg.networkPort};transport=UDP>`,
    sip_full_via: via(leg, request),
    sip_recover_via: via(leg, request),
    sip_from_display: caller.name,
    sip_full_from: `"${caller.name}" <sip:${caller.number}@${leg.localIp}>;tag=${leg.fromTag}`,
    sip_full_to: `<sip:${user}@${leg.networkIp}:${leg.networkPort}>;tag=${leg.toTag}`,
    sip_from_user: caller.number,
    sip_from_uri: `${caller.number}@${leg.localIp}`,
    sip_from_host: leg.localIp,
    sip_to_user: user,
    sip_to_port: leg.networkPort,
    sip_to_uri: `${user}@${leg.networkIp}:${leg.networkPort}`,
    sip_to_host: leg.networkIp,
    sip_contact_params: 'transport=UDP',
    sip_contact_user: leg.contactUser,
    sip_contact_port: leg.networkPort,
    sip_contact_uri: `${leg.contactUser}@${leg.networkIp}:${leg.networkPort}`,
    sip_contact_host: leg.networkIp,
    sip_to_tag: leg.toTag,
    sip_from_tag: leg.fromTag,
    sip_cseq: request.cseq,
    sip_call_id: leg.callId,
  }
}

const via = (leg: SofiaLeg, { branch }: SipRequest): string =>
  `SIP/2.0/UDP ${leg.localIp}:${SOFIA_PROFILE.port};rport;branch=${branch}`
