import { profileOf } from '../channel/channel.ts'
import { setRtpFigures } from '../channel/rtp-figures.ts'
import type { Leg } from './leg.ts'

const PACKET_MS = 20
/** 20 ms of G.711 with their RTP header. */
const PACKET_OCTETS = 172

/** What RTP counted on a leg whose phone sends nothing: the packets that it owes, and those that it was sent. */
export function countPackets({ channel, calls, sentPackets }: Leg): void {
  const { progressMedia, answered } = profileOf(channel).times
  const since = progressMedia ?? answered
  const ms = since === undefined ? 0 : Number(calls.stage.span(since, calls.stage.now()).milliseconds)
  setRtpFigures(channel, {
    skipped: String(Math.floor(ms / PACKET_MS)),
    sent: { bytes: String(sentPackets * PACKET_OCTETS), packets: String(sentPackets) },
  })
}
