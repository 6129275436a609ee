import type { SofiaLeg } from './sofia-leg.ts'

/** Session descriptions of calls that speak PCMU and telephone events. */

/** Codecs of a description with their RTP payload types, the best first. */
export type CodecOffer = readonly { readonly payload: string; readonly name: string }[]

/** For a phone whose caller has chosen already. */
export const PCMU_OFFER: CodecOffer = [{ payload: '0', name: 'PCMU' }]
/** For a phone that nobody calls but the switch itself. */
export const ANY_OFFER: CodecOffer = [...PCMU_OFFER, { payload: '8', name: 'PCMA' }]

const line = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`

/** What the other end offers or answers. */
export const remoteSdp = (leg: SofiaLeg): string => leg.peer?.sdp ?? phoneSdp(leg)

function phoneSdp(leg: SofiaLeg): string {
  return line(
    'v=0',
    `o=user1 53655765 2353687637 IN IP4 ${leg.networkIp}`,
    's=-',
    `c=IN IP4 ${leg.networkIp}`,
    't=0 0',
    `m=audio ${leg.remoteMediaPort} RTP/AVP 0 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
  )
}

/** What the switch offers or answers; each new description of a session has the next version. */
export function localSdp(leg: SofiaLeg, version: string, offer: CodecOffer = PCMU_OFFER): string {
  return line(
    'v=0',
    `o=FreeSWITCH ${leg.sdpSession} ${version} IN IP4 ${leg.localIp}`,
    's=FreeSWITCH',
    `c=IN IP4 ${leg.localIp}`,
    't=0 0',
    `m=audio ${leg.localMediaPort} RTP/AVP ${offer.map(({ payload }) => payload).join(' ')} 101`,
    ...offer.map(({ payload, name }) => `a=rtpmap:${payload} ${name}/8000`),
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=ptime:20',
    'a=sendrecv',
  )
}

/** A description as it is sent: the SIP stack leaves out the direction that goes without saying. */
export const sentSdp = (sdp: string): string => sdp.replace('a=sendrecv\r\n', '')
