/** What mod_sofia knows of the SIP dialog behind a leg. All texts; none of them is calculated with. */
export interface SofiaLeg {
  /** Unique-ID. */
  readonly uuid: string
  /** Counts the sessions of the server. */
  readonly sessionId: string
  /** The switch's own address. */
  readonly localIp: string
  /** The phone's address, for signalling and media. */
  readonly networkIp: string
  readonly networkPort: string
  /** User of the phone's contact. */
  readonly contactUser: string
  readonly callId: string
  /** Tag of the side that called. */
  readonly fromTag: string
  /** Tag of the side that was called. */
  readonly toTag: string
  /** The requests of the dialog that change it: its INVITE, then the ACK of an inbound leg, or re-INVITEs. */
  readonly requests: readonly [SipRequest, SipRequest, SipRequest]
  readonly remoteMediaPort: string
  readonly localMediaPort: string
  readonly ssrc: string
  /** First number of the `o=` line of the switch's own SDP. */
  readonly sdpSession: string
  /** Second number, and those of the two descriptions after it. */
  readonly sdpVersions: readonly [string, string, string]
  /** RTP packets that were due but did not come. */
  readonly skippedPackets: string
  /** The user agent of the switch that calls. @default EXTERNAL */
  readonly profile?: SofiaProfile
  /** The switch at the other end. @default a phone, which tells little of itself */
  readonly peer?: SwitchPeer
}

/** A switch as the other end of a dialog. */
export interface SwitchPeer {
  readonly userAgent: string
  /** Its description of the session. */
  readonly sdp: string
  /** What of that both ends can speak, as a codec string. */
  readonly codecs: string
}

/** What a switch allows. */
export const SWITCH_ALLOW =
  'INVITE, ACK, BYE, CANCEL, OPTIONS, MESSAGE, INFO, UPDATE, REGISTER, REFER, NOTIFY'

/** What tells one request of a dialog from another. */
export interface SipRequest {
  readonly branch: string
  readonly cseq: string
}

/** Who speaks, as caller ID shows it. */
export interface Party {
  readonly name: string
  readonly number: string
}

/** Name that the server gives a callee whom nothing names. */
export const OUTBOUND_CALL = 'Outbound Call'

/** A SIP user agent of the switch. */
export interface SofiaProfile {
  readonly name: string
  readonly port: string
  /** Context of the dialplan that its calls go to. */
  readonly context: string
}

/** The profile that takes calls from outside and makes them. */
export const EXTERNAL: SofiaProfile = { name: 'external', port: '5080', context: 'public' }
/** The profile at which phones register and authenticate their calls. */
export const INTERNAL: SofiaProfile = { name: 'internal', port: '5060', context: 'default' }

export const profileUrl = (localIp: string, profile: SofiaProfile): string => `sip:mod_sofia@${localIp}:${profile.port}`

/** The user agent of the switch that a call goes out by. */
export const callingProfile = ({ profile = EXTERNAL }: SofiaLeg): SofiaProfile => profile
