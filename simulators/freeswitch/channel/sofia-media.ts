import type { Channel, Codec } from './channel.ts'
import { remoteSdp } from './sdp.ts'
import type { SofiaLeg } from './sofia-leg.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** G.711 µ-law, what all recorded phones speak. */
export const PCMU: Codec = { name: 'PCMU', rate: '8000', bitRate: '64000' }

/** The codec of a call as a codec string names it. */
export const PCMU_STRING = 'CORE_PCM_MODULE.PCMU@8000h@20i@64000b'
/** That, and the other one that a call without a caller offers. */
export const G711_STRING = `${PCMU_STRING},CORE_PCM_MODULE.PCMA@8000h@20i@64000b`
/** The codec preferences of the profile. */
export const PROFILE_CODECS = 'OPUS,G722,PCMU,PCMA,H264,VP8'

/** An inbound leg's media is set up with what its phone offered. */
export function negotiateInbound(channel: Channel, leg: SofiaLeg): void {
  setVariables(channel.variables, {
    rtp_use_codec_string: PROFILE_CODECS,
    ...REMOTE_FLOWS,
    audio_media_flow: 'sendrecv',
    ...codecVariables(),
    ...localAddress(leg),
    ...rtpVariables(leg),
    endpoint_disposition: 'EARLY MEDIA',
  })
}

/** An outbound leg's media is set up with what its phone answered; what was offered stays as it is. */
export function negotiateOutbound(channel: Channel, leg: SofiaLeg): void {
  setVariables(channel.variables, { switch_r_sdp: remoteSdp(leg), ...outboundMedia(channel, leg) })
}

/** An outbound leg's media is set up with what its phone told in a 183. */
export function negotiateEarly(channel: Channel, leg: SofiaLeg): void {
  const flow = { audio_media_flow: 'sendrecv' }
  setVariables(channel.variables, { ...outboundMedia(channel, leg, flow), endpoint_disposition: 'EARLY MEDIA' })
}

function outboundMedia(channel: Channel, leg: SofiaLeg, flow: VariablePack = {}): VariablePack {
  return {
    ep_codec_string: leg.peer?.codecs ?? PCMU_STRING,
    rtp_use_codec_string: channel.variables.get('rtp_use_codec_string'),
    ...REMOTE_FLOWS,
    ...flow,
    ...codecVariables(),
    ...localAddress(leg),
    ...rtpVariables(leg),
  }
}

/** Media of a leg that has been answered already is agreed on anew; the codec stays. */
export function renegotiateOutbound(channel: Channel, leg: SofiaLeg): void {
  setVariables(channel.variables, {
    switch_r_sdp: remoteSdp(leg),
    rtp_use_codec_string: `${PCMU_STRING},${PROFILE_CODECS}`,
    ...REMOTE_FLOWS,
    remote_media_ip: leg.networkIp,
    remote_media_port: leg.remoteMediaPort,
    rtp_audio_recv_pt: '0',
    dtmf_type: 'rfc2833',
    rtp_2833_send_payload: '101',
    rtp_2833_recv_payload: '101',
  })
}

const REMOTE_FLOWS: VariablePack = {
  remote_video_media_flow: 'inactive',
  remote_text_media_flow: 'inactive',
  remote_audio_media_flow: 'sendrecv',
}

const codecVariables = (): VariablePack => ({
  rtp_audio_recv_pt: '0',
  rtp_use_codec_name: PCMU.name,
  rtp_use_codec_rate: PCMU.rate,
  rtp_use_codec_ptime: '20',
  rtp_use_codec_channels: '1',
  rtp_last_audio_codec_string: 'PCMU@8000h@20i@1c',
  read_codec: PCMU.name,
  original_read_codec: PCMU.name,
  read_rate: PCMU.rate,
  original_read_rate: PCMU.rate,
  write_codec: PCMU.name,
  write_rate: PCMU.rate,
  dtmf_type: 'rfc2833',
})

const localAddress = (leg: SofiaLeg): VariablePack => ({
  local_media_ip: leg.localIp,
  local_media_port: leg.localMediaPort,
  advertised_media_ip: leg.localIp,
})

const rtpVariables = (leg: SofiaLeg): VariablePack => ({
  rtp_use_timer_name: 'soft',
  rtp_use_pt: '0',
  rtp_use_ssrc: leg.ssrc,
  rtp_2833_send_payload: '101',
  rtp_2833_recv_payload: '101',
  remote_media_ip: leg.networkIp,
  remote_media_port: leg.remoteMediaPort,
})
