import type { SofiaLeg } from '../../simulators/freeswitch/channel/sofia-leg.ts'
import type { Transcript } from './transcript.ts'

/** What the phone of a recorded call and the switch chose freely, as the headers of the recording show it. */
export function recordedDialog(transcript: Transcript): Partial<SofiaLeg> {
  const text = transcript.steps.map((step) => (step.kind === 'recv' ? step.octets : '')).join('')
  const all = (name: string): string[] =>
    [...text.matchAll(new RegExp(`^variable_${name}: (.*)$`, 'gm'))].map(([, value = '']) => decodeURIComponent(value))
  const first = (name: string): string => all(name)[0] ?? ''
  const last = (name: string): string => all(name).at(-1) ?? ''
  const part = (value: string, pattern: RegExp): string => pattern.exec(value)?.[0] ?? ''
  const branches = all('sip_full_via').map((via) => part(via, /(?<=branch=).*/))
  const versions = [...new Set(all('rtp_local_sdp_str').map((sdp) => part(sdp, /(?<=o=FreeSWITCH \d+ )\d+/)))]
  const dialog = {
    sessionId: first('session_id'),
    networkPort: first('sip_network_port'),
    callId: first('sip_call_id'),
    fromTag: first('sip_from_tag'),
    toTag: last('sip_to_tag'),
    requests: [
      { branch: branches[0] ?? '', cseq: '1' },
      { branch: branches.at(-1) ?? '', cseq: last('sip_cseq') },
      { branch: '', cseq: '' },
    ],
    remoteMediaPort: part(first('switch_r_sdp'), /(?<=m=audio )\d+/),
    localMediaPort: last('local_media_port'),
    ssrc: last('rtp_use_ssrc'),
    sdpSession: part(last('rtp_local_sdp_str'), /(?<=o=FreeSWITCH )\d+/),
    sdpVersions: [versions[0] ?? '', versions.at(-1) ?? '', ''],
  } as const satisfies Partial<SofiaLeg>
  return dialog
}
