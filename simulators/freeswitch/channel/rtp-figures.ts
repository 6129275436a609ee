import type { Channel } from './channel.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** What RTP counted on a leg; phones of the recordings send no audio. */
export interface RtpFigures {
  /** Packets that were due but did not come. */
  readonly skipped: string
  /** What came. @default nothing */
  readonly heard?: HeardFigures
  /** What the switch sent of tones and files. @default nothing */
  readonly sent?: SentFigures
}

export interface SentFigures {
  readonly bytes: string
  readonly packets: string
  /** Keys among them, and the bytes with those of the keys. @default none */
  readonly keys?: { readonly packets: string; readonly rawBytes: string }
}

export interface HeardFigures {
  readonly bytes: string
  readonly packets: string
  /** Of the gaps between packets, in milliseconds with two digits. */
  readonly minVariance: string
  readonly maxVariance: string
  readonly meanInterval: string
}

const SILENCE: HeardFigures = { bytes: '0', packets: '0', minVariance: '0.00', maxVariance: '0.00', meanInterval: '0.00' }

const NOTHING: SentFigures = { bytes: '0', packets: '0' }

/** Sets the figures that a leg with media has at its end. */
export function setRtpFigures(channel: Channel, { skipped, heard, sent }: RtpFigures): void {
  setVariables(channel.variables, {
    ...received(skipped, heard),
    ...sentFigures(sent),
    rtp_audio_rtcp_packet_count: '0',
    rtp_audio_rtcp_octet_count: '0',
  })
}

const received = (skipped: string, heard = SILENCE): VariablePack => ({
  rtp_audio_in_raw_bytes: heard.bytes,
  rtp_audio_in_media_bytes: heard.bytes,
  rtp_audio_in_packet_count: heard.packets,
  rtp_audio_in_media_packet_count: heard.packets,
  rtp_audio_in_skip_packet_count: skipped,
  rtp_audio_in_jitter_packet_count: '0',
  rtp_audio_in_dtmf_packet_count: '0',
  rtp_audio_in_cng_packet_count: '0',
  rtp_audio_in_flush_packet_count: '0',
  rtp_audio_in_largest_jb_size: '0',
  rtp_audio_in_jitter_min_variance: heard.minVariance,
  rtp_audio_in_jitter_max_variance: heard.maxVariance,
  rtp_audio_in_jitter_loss_rate: '0.00',
  rtp_audio_in_jitter_burst_rate: '0.00',
  rtp_audio_in_mean_interval: heard.meanInterval,
  rtp_audio_in_flaw_total: '0',
  rtp_audio_in_quality_percentage: '100.00',
  rtp_audio_in_mos: '4.50',
})

const sentFigures = ({ bytes, packets, keys }: SentFigures = NOTHING): VariablePack => ({
  rtp_audio_out_raw_bytes: keys?.rawBytes ?? bytes,
  rtp_audio_out_media_bytes: bytes,
  rtp_audio_out_packet_count: packets,
  rtp_audio_out_media_packet_count: packets,
  rtp_audio_out_skip_packet_count: '0',
  rtp_audio_out_dtmf_packet_count: keys?.packets ?? '0',
  rtp_audio_out_cng_packet_count: '0',
})
