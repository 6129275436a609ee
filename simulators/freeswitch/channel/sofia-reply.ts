import { type Channel, profileOf } from './channel.ts'
import { callingProfile, INTERNAL, type Party, type SipRequest, type SofiaLeg, SWITCH_ALLOW } from './sofia-leg.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** A reply of a phone to an INVITE of the switch. */
export interface SipReply {
  readonly leg: SofiaLeg
  /** User whom the call is for. */
  readonly user: string
  /** Its name may be empty. */
  readonly caller: Party
  /** The request that it answers. @default the INVITE */
  readonly request?: SipRequest
  /** What this reply tells besides, set between its address and its headers. */
  readonly besides?: VariablePack
}

/** What the first reply tells besides. */
export const SIP_ALLOW: VariablePack = { sip_allow: 'INVITE, ACK, BYE, CANCEL' }

/** The phone replies with 180, 183 or 200: what the reply says. */
export function receiveReply(channel: Channel, reply: SipReply): void {
  const profile = profileOf(channel)
  if (profile.networkAddr === '') profile.networkAddr = reply.leg.networkIp
  // A switch says who it is connected to; whom nothing names is named by its number.
  if (reply.leg.peer !== undefined) profile.calleeIdName = reply.user
  setVariables(channel.variables, { ...replyAddress(reply.leg), ...peerVariables(reply.leg), ...reply.besides, ...replyHeaders(reply) })
}

/** A switch names itself, and what it allows. */
const peerVariables = ({ peer }: SofiaLeg): VariablePack =>
  peer === undefined ? {} : { sip_user_agent: peer.userAgent, sip_allow: SWITCH_ALLOW }

/** Whence a reply came: all that is told of a refusal. */
export function replyAddress(leg: SofiaLeg): VariablePack {
  return {
    sip_local_network_addr: leg.localIp,
    sip_reply_host: leg.networkIp,
    sip_reply_port: leg.networkPort,
    sip_network_ip: leg.networkIp,
    sip_network_port: leg.networkPort,
  }
}

function replyHeaders({ leg, user, caller, request = leg.requests[0] }: SipReply): VariablePack {
  const named = caller.name !== ''
  const address = `${leg.networkIp}:${leg.networkPort}`
  const transport = `transport=${leg.peer ? 'udp' : 'UDP'}`
  const { port } = callingProfile(leg)
  const rport = leg.peer ? `rport=${port}` : 'rport'
  // The port of SIP itself goes without saying.
  const host = port === INTERNAL.port ? leg.localIp : `${leg.localIp}:${port}`
  const via = `SIP/2.0/UDP ${host};${rport};branch=${request.branch}`
  return {
    sip_recover_contact: `<sip:${leg.contactUser}@${address};${transport}>`,
    sip_full_via: via,
    sip_recover_via: via,
    ...(named && { sip_from_display: caller.name }),
    sip_full_from: `${named ? `"${caller.name}" ` : ''}<sip:${caller.number}@${leg.localIp}>;tag=${leg.fromTag}`,
    sip_full_to: `<sip:${user}@${address}>;tag=${leg.toTag}`,
    sip_from_user: caller.number,
    sip_from_uri: `${caller.number}@${leg.localIp}`,
    sip_from_host: leg.localIp,
    sip_to_user: user,
    sip_to_port: leg.networkPort,
    sip_to_uri: `${user}@${address}`,
    sip_to_host: leg.networkIp,
    sip_contact_params: transport,
    sip_contact_user: leg.contactUser,
    sip_contact_port: leg.networkPort,
    sip_contact_uri: `${leg.contactUser}@${address}`,
    sip_contact_host: leg.networkIp,
    sip_to_tag: leg.toTag,
    sip_from_tag: leg.fromTag,
    sip_cseq: request.cseq,
    sip_call_id: leg.callId,
  }
}
