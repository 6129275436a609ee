import type { SofiaLeg } from './sofia-leg.ts'

/** Session descriptions of calls that speak PCMU and telephone events. */

const line = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`

/** What a phone offers or answers. */
export function remoteSdp(leg: SofiaLeg): string {
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
export function localSdp(leg: SofiaLeg, version: string): string {
  return line(
    'v=0',
    `o=FreeSWITCH ${leg.sdpSession} ${version} IN IP4 ${leg.localIp}`,
    's=FreeSWITCH',
    `c=IN IP4 ${leg.localIp}`,
    't=0 0',
    `m=audio ${leg.localMediaPort} RTP/AVP 0 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=ptime:20',
    'a=sendrecv',
  )
}
