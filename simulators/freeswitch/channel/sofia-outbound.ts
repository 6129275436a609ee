import { createTimes, originatorCopy } from './caller-profile.ts'
import { type Channel, createChannel, profileOf } from './channel.ts'
import { outgoing } from './lifecycle.ts'
import { callerFor, type CallingProfile, type NamedCaller } from './outbound-caller.ts'
import { ANY_OFFER, localSdp, PCMU_OFFER } from './sdp.ts'
import { callingProfile, OUTBOUND_CALL, profileUrl, type SofiaLeg } from './sofia-leg.ts'
import { PCMU_STRING, PROFILE_CODECS } from './sofia-media.ts'
import type { Stage } from './stage.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** The dial string that calls a phone. */
export const dialString = (leg: SofiaLeg, user: string): string =>
  `sofia/${callingProfile(leg).name}/${user}@${leg.networkIp}:${leg.networkPort}`

/** A leg calls a phone for another leg: CHANNEL_OUTGOING. The variables are those of the INVITE that goes out. */
export function callForLeg(stage: Stage, leg: SofiaLeg, user: string, a: Channel, named?: NamedCaller): Channel {
  const caller = profileOf(a)
  const b = createOutbound(stage, leg, user, a.leg + 1, { ...caller, ...callerFor(a, named) })
  b.otherLeg = { type: 'originator', profile: originatorCopy(caller) }
  outgoing(stage, b)
  b.callUuid = a.uuid
  setVariables(b.variables, baseVariables(b, leg, user))
  setVariables(b.variables, { ...originatorVariables(a), ...earlyMedia(a), originating_leg_uuid: a.uuid })
  setVariables(b.variables, mediaVariables(leg, PCMU_STRING, localSdp(leg, leg.sdpVersions[0], PCMU_OFFER), true))
  setVariables(b.variables, requestVariables(leg, user))
  return b
}

/**
 * The switch calls a phone on its own behalf: CHANNEL_OUTGOING.
 * @param besides what it knows of the phone, or was told to set
 * @param named its caller. @default nobody
 */
export function callByApi(
  stage: Stage,
  leg: SofiaLeg,
  user: string,
  place: number,
  besides: VariablePack = {},
  named?: NamedCaller,
): Channel {
  const channel = createOutbound(stage, leg, user, place, callerFor(undefined, named))
  outgoing(stage, channel)
  setVariables(channel.variables, { ...baseVariables(channel, leg, user), ...besides, originate_early_media: 'true' })
  setVariables(
    channel.variables,
    mediaVariables(leg, PROFILE_CODECS, localSdp(leg, leg.sdpVersions[0], ANY_OFFER), false),
  )
  setVariables(channel.variables, requestVariables(leg, user))
  return channel
}

function createOutbound(stage: Stage, leg: SofiaLeg, user: string, place: number, caller: CallingProfile): Channel {
  const name = dialString(leg, user)
  const channel = createChannel({ uuid: leg.uuid, name, direction: 'outbound', leg: place })
  channel.profile = {
    ...caller,
    direction: 'outbound',
    logicalDirection: 'outbound',
    calleeIdName: OUTBOUND_CALL,
    calleeIdNumber: user,
    destinationNumber: user,
    uniqueId: leg.uuid,
    channelName: name,
    profileIndex: '1',
    times: createTimes(stage.now()),
  }
  return channel
}

function baseVariables(channel: Channel, leg: SofiaLeg, user: string): VariablePack {
  return {
    direction: 'outbound',
    is_outbound: 'true',
    uuid: leg.uuid,
    call_uuid: leg.uuid,
    session_id: leg.sessionId,
    sip_local_network_addr: leg.localIp,
    sip_profile_name: callingProfile(leg).name,
    video_media_flow: 'disabled',
    text_media_flow: 'disabled',
    channel_name: channel.name,
    sip_destination_url: `sip:${user}@${leg.networkIp}:${leg.networkPort}`,
  }
}

/** What a leg takes over from the leg that called it: among others its exports, the list and each variable on it. */
function originatorVariables(a: Channel): VariablePack {
  const list = a.variables.get('export_vars')
  const exported = typeof list === 'string' ? list.split(',').map((name) => [name, a.variables.get(name)] as const) : []
  return {
    max_forwards: '69',
    originator_codec: PCMU_STRING,
    originator: a.uuid,
    signal_bond: a.uuid,
    switch_m_sdp: a.variables.get('switch_r_sdp'),
    call_uuid: a.uuid,
    ...(list !== undefined && { export_vars: list }),
    ...Object.fromEntries(exported),
  }
}

/** Whether the caller is to hear what the callee sends before it answers. */
function earlyMedia(a: Channel): VariablePack {
  const ignored = a.variables.get('ignore_early_media') === 'true'
  return ignored ? { ignore_early_media: 'true', originate_early_media: 'false' } : { originate_early_media: 'true' }
}

function mediaVariables(leg: SofiaLeg, codecs: string, sdp: string, video: boolean): VariablePack {
  return {
    originate_endpoint: 'sofia',
    rtp_use_codec_string: codecs,
    local_media_ip: leg.localIp,
    local_media_port: leg.localMediaPort,
    advertised_media_ip: leg.localIp,
    audio_media_flow: 'sendrecv',
    ...(video && { video_media_flow: 'sendrecv' }),
    rtp_local_sdp_str: sdp,
  }
}

function requestVariables(leg: SofiaLeg, user: string): VariablePack {
  const address = `${leg.networkIp}:${leg.networkPort}`
  return {
    sip_outgoing_contact_uri: `<${profileUrl(leg.localIp, callingProfile(leg))}>`,
    sip_req_uri: `${user}@${address}`,
    sip_to_host: address,
    sip_from_host: leg.localIp,
    sofia_profile_name: callingProfile(leg).name,
    recovery_profile_name: callingProfile(leg).name,
    sofia_profile_url: profileUrl(leg.localIp, callingProfile(leg)),
  }
}
