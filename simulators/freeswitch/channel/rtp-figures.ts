import type { Channel } from './channel.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** What RTP counted on a leg; phones of the recordings send no audio. */
export interface RtpFigures {
  /** Packets that were due but did not come. */
  readonly skipped: string
  /** What the switch sent of tones and files. @default nothing */
  readonly sent?: { readonly bytes: string; readonly packets: string }
}

/** Sets the figures that a leg with media has at its end. */
export function setRtpFigures(channel: Channel, { skipped, sent }: RtpFigures): void {
  setVariables(channel.variables, {
    ...received(skipped),
    ...sentFigures(sent?.bytes ?? '0', sent?.packets ?? '0'),
    rtp_audio_rtcp_packet_count: '0',
    rtp_audio_rtcp_octet_count: '0',
  })
}

const received = (skipped: string): VariablePack => ({
  rtp_audio_in_raw_bytes: '0',
  rtp_audio_in_media_bytes: '0',
  rtp_audio_in_packet_count: '0',
  rtp_audio_in_media_packet_count: '0',
  rtp_audio_in_skip_packet_count: skipped,
  rtp_audio_in_jitter_packet_count: '0',
  rtp_audio_in_dtmf_packet_count: '0',
  rtp_audio_in_cng_packet_count: '0',
  rtp_audio_in_flush_packet_count: '0',
  rtp_audio_in_largest_jb_size: '0',
  rtp_audio_in_jitter_min_variance: '0.00',
  rtp_audio_in_jitter_max_variance: '0.00',
  rtp_audio_in_jitter_loss_rate: '0.00',
  rtp_audio_in_jitter_burst_rate: '0.00',
  rtp_audio_in_mean_interval: '0.00',
  rtp_audio_in_flaw_total: '0',
  rtp_audio_in_quality_percentage: '100.00',
  rtp_audio_in_mos: '4.50',
})

const sentFigures = (bytes: string, packets: string): VariablePack => ({
  rtp_audio_out_raw_bytes: bytes,
  rtp_audio_out_media_bytes: bytes,
  rtp_audio_out_packet_count: packets,
  rtp_audio_out_media_packet_count: packets,
  rtp_audio_out_skip_packet_count: '0',
  rtp_audio_out_dtmf_packet_count: '0',
  rtp_audio_out_cng_packet_count: '0',
})
