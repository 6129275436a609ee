import { createTimes } from './caller-profile.ts'
import { type Channel, createChannel, profileOf } from './channel.ts'
import { enterState } from './lifecycle.ts'
import { remoteSdp } from './sdp.ts'
import { type Party, profileUrl, type SipRequest, type SofiaLeg, type SofiaProfile, SWITCH_ALLOW } from './sofia-leg.ts'
import { PCMU_STRING, PROFILE_CODECS } from './sofia-media.ts'
import type { Stage } from './stage.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** A call that a phone makes to the switch. */
export interface InboundCall {
  readonly leg: SofiaLeg
  /** Place of the leg in its call. */
  readonly place: number
  readonly caller: Party
  /** The number that the phone dialled. */
  readonly destination: string
  /** Subject of the INVITE; may be empty. */
  readonly subject: string
  readonly profile: SofiaProfile
  /** Variables of a caller who has proven who it is. @default none */
  readonly account?: VariablePack
}

/** A phone's INVITE arrives: CHANNEL_STATE of NEW and, with the caller's profile, of INIT. */
export function receiveInvite(stage: Stage, call: InboundCall): Channel {
  const channel = announceInvite(stage, call)
  acceptInvite(stage, channel, call)
  return channel
}

/** First half of `receiveInvite()`: the leg is there, but nothing is known of its caller yet. */
export function announceInvite(stage: Stage, { leg, caller, place, profile }: InboundCall): Channel {
  const name = `sofia/${profile.name}/${caller.number}@${leg.networkIp}`
  const channel = createChannel({ uuid: leg.uuid, name, direction: 'inbound', leg: place })
  enterState(stage, channel, 'NEW')
  return channel
}

/** Second half of `receiveInvite()`: the caller may call. */
export function acceptInvite(stage: Stage, channel: Channel, call: InboundCall): void {
  readInvite(stage, channel, call)
  enterState(stage, channel, 'INIT')
}

/** The leg gets the caller's profile and the variables of the INVITE. A caller without a name has the number for one. */
export function readInvite(stage: Stage, channel: Channel, call: InboundCall): void {
  const { leg, caller } = call
  if (call.account !== undefined) channel.presence = { id: `${caller.number}@${leg.localIp}`, count: 0 }
  channel.profile = {
    direction: 'inbound',
    logicalDirection: 'inbound',
    username: caller.number,
    dialplan: 'XML',
    callerIdName: caller.name || caller.number,
    callerIdNumber: caller.number,
    origCallerIdName: caller.name || caller.number,
    origCallerIdNumber: caller.number,
    calleeIdName: '',
    calleeIdNumber: '',
    networkAddr: leg.networkIp,
    ani: caller.number,
    destinationNumber: call.destination,
    uniqueId: leg.uuid,
    source: 'mod_sofia',
    transferSource: '',
    context: call.profile.context,
    rdnis: '',
    channelName: channel.name,
    profileIndex: '1',
    times: createTimes(stage.now()),
  }
  setVariables(channel.variables, inviteVariables(stage, channel, call))
}

/** Variables of a leg whose INVITE has just come. */
function inviteVariables(stage: Stage, channel: Channel, call: InboundCall): VariablePack {
  const { leg, caller, destination, subject, profile } = call
  const address = `${leg.networkIp}:${leg.networkPort}`
  const { peer } = leg
  const host = peer === undefined ? leg.localIp : `${leg.localIp}:${profile.port}`
  return {
    direction: 'inbound',
    uuid: leg.uuid,
    call_uuid: leg.uuid,
    session_id: leg.sessionId,
    sip_from_user: caller.number,
    sip_from_uri: `${caller.number}@${leg.networkIp}`,
    sip_from_host: leg.networkIp,
    video_media_flow: 'disabled',
    audio_media_flow: 'disabled',
    text_media_flow: 'disabled',
    channel_name: channel.name,
    sip_call_id: leg.callId,
    sip_local_network_addr: leg.localIp,
    sip_network_ip: leg.networkIp,
    sip_network_port: leg.networkPort,
    sip_invite_stamp: stage.now().timestamp,
    sip_received_ip: leg.networkIp,
    sip_received_port: leg.networkPort,
    sip_via_protocol: 'udp',
    ...call.account,
    sip_from_user_stripped: caller.number,
    sip_from_tag: leg.fromTag,
    sofia_profile_name: profile.name,
    sofia_profile_url: profileUrl(leg.localIp, profile),
    recovery_profile_name: profile.name,
    ...(peer && {
      'sip_Remote-Party-ID': `<sip:${caller.number}@${leg.networkIp}>;party=calling;screen=yes;privacy=off`,
      sip_cid_type: 'rpid',
    }),
    sip_full_via: via(leg, leg.requests[0]),
    ...(caller.name !== '' && { sip_from_display: caller.name }),
    sip_full_from: fullFrom(leg, caller),
    sip_full_to: `<sip:${destination}@${host}>`,
    ...(peer && { sip_allow: SWITCH_ALLOW }),
    sip_req_user: destination,
    sip_req_port: profile.port,
    sip_req_uri: `${destination}@${leg.localIp}:${profile.port}`,
    sip_req_host: leg.localIp,
    sip_to_user: destination,
    ...(peer && { sip_to_port: profile.port }),
    sip_to_uri: `${destination}@${host}`,
    sip_to_host: leg.localIp,
    sip_contact_user: leg.contactUser,
    sip_contact_port: leg.networkPort,
    sip_contact_uri: `${leg.contactUser}@${address}`,
    sip_contact_host: leg.networkIp,
    rtp_use_codec_string: PROFILE_CODECS,
    ...(peer && { sip_user_agent: peer.userAgent }),
    ...(subject !== '' && { sip_subject: subject }),
    sip_via_host: leg.networkIp,
    sip_via_port: leg.networkPort,
    ...(peer && { sip_via_rport: leg.networkPort }),
    max_forwards: '70',
    ...(channel.presence && { presence_id: channel.presence.id }),
    switch_r_sdp: remoteSdp(leg),
    ep_codec_string: peer?.codecs ?? PCMU_STRING,
    endpoint_disposition: 'DELAYED NEGOTIATION',
  }
}

/** The phone's ACK arrives; it does so in a thread of its own, so where it falls is a matter of chance. */
export function receiveAck(channel: Channel, leg: SofiaLeg): void {
  const { callerIdNumber: number } = profileOf(channel)
  const name = String(channel.variables.get('sip_from_display') ?? '')
  const destination = channel.variables.get('sip_to_uri')
  setVariables(channel.variables, {
    sip_to_tag: leg.toTag,
    sip_from_tag: leg.fromTag,
    sip_cseq: leg.requests[1].cseq,
    sip_call_id: leg.callId,
    sip_full_via: via(leg, leg.requests[1]),
    ...(name !== '' && { sip_from_display: name }),
    sip_full_from: fullFrom(leg, { name, number }),
    sip_full_to: `<sip:${String(destination)}>;tag=${leg.toTag}`,
  })
}

const via = (leg: SofiaLeg, { branch }: SipRequest): string =>
  `SIP/2.0/UDP ${leg.networkIp}:${leg.networkPort}${leg.peer ? `;rport=${leg.networkPort}` : ''};branch=${branch}`

const fullFrom = (leg: SofiaLeg, caller: Party): string =>
  `${caller.name === '' ? '' : `"${caller.name}" `}<sip:${caller.number}@${leg.networkIp}>;tag=${leg.fromTag}`
