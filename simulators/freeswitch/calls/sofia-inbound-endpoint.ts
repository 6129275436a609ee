import { type Application, profileOf } from '../channel/channel.ts'
import { created } from '../channel/lifecycle.ts'
import { markRinging } from '../channel/progress.ts'
import { localSdp } from '../channel/sdp.ts'
import { receiveAck, receiveInvite } from '../channel/sofia-inbound.ts'
import { EXTERNAL, type Party, type SofiaLeg } from '../channel/sofia-leg.ts'
import { setVariables } from '../channel/variables.ts'
import { acceptCall, pickUpInbound, startMedia } from '../flows/dialplan-steps.ts'
import { cancelByPhone, disposeSip, hangUpByPhone } from '../flows/hangup-steps.ts'
import { HANGUP_SITES, logAnswered, logHangup, logNewChannel } from './call-log.ts'
import type { Calls } from './calls.ts'
import type { Endpoint } from './endpoint.ts'
import { isEnding } from '../channel/channel-state.ts'
import { createLeg, type Leg, spread } from './leg.ts'
import { runLeg } from './run-leg.ts'
import { countPackets } from './rtp-count.ts'
import { createSofiaLeg } from './sofia-dialog.ts'

/** A call that a simulated phone makes. */
export interface PhoneCall {
  readonly caller: Party
  /** The number that it dials. */
  readonly destination: string
  /** @default '' */
  readonly subject?: string
  /** What the leg runs instead of an extension of the dialplan. */
  readonly applications?: readonly Application[]
  /** Whether its ACK comes before the switch does anything else. @default false */
  readonly acknowledgesAtOnce?: boolean
  /** What is to be so in its SIP dialog and not otherwise. */
  readonly dialog?: Partial<SofiaLeg>
}

/** A leg with the phone behind it, which can hang up. */
export interface PhoneLeg {
  readonly leg: Leg
  /** BYE, or CANCEL when it is not answered yet. */
  hangUp(): void
}

const SIPP_PORT = '6500'

/** A phone calls the switch; the dialplan decides what becomes of it. */
export function receiveCall(calls: Calls, call: PhoneCall): PhoneLeg {
  const { stage } = calls
  const peer = { networkIp: '127.0.0.1', networkPort: SIPP_PORT, contactUser: call.caller.number }
  const dialog = createSofiaLeg(calls, peer, call.dialog)
  const channel = receiveInvite(stage, {
    leg: dialog,
    place: 0,
    caller: call.caller,
    destination: call.destination,
    subject: call.subject ?? '',
    profile: EXTERNAL,
  })
  const leg = createLeg(calls, channel, inboundEndpoint(dialog, call.acknowledgesAtOnce ?? false))
  leg.direct = call.applications
  calls.add(leg)
  logNewChannel(calls.core, channel.uuid, channel.name)
  created(stage, channel)
  void runLeg(leg)
  return {
    leg,
    hangUp() {
      if (isEnding(channel.state)) return
      if (channel.media === 'answered') hangUpByPhone(stage, { channel, leg: dialog }, leg.bridgeRole)
      else cancelByPhone(stage, { channel, leg: dialog })
      logHangup(calls.core, channel, HANGUP_SITES.phone)
      spread(leg, 'hung-up')
      leg.waker.wake()
    },
  }
}

function inboundEndpoint(dialog: SofiaLeg, acknowledgesAtOnce: boolean): Endpoint {
  return {
    kind: 'sofia',
    answer(leg) {
      const { calls, channel } = leg
      if (channel.media === 'ringing') acceptCall(calls.stage, { channel, leg: dialog })
      else pickUpInbound(calls.stage, { channel, leg: dialog }, dialog.sdpVersions[1])
      logAnswered(leg)
      if (acknowledgesAtOnce) receiveAck(channel, dialog)
      // The ACK comes over the network: as a rule not before what runs now has come to a wait.
      else setImmediate(() => receiveAck(channel, dialog))
    },
    preAnswer({ calls, channel }) {
      startMedia(calls.stage, { channel, leg: dialog })
      setVariables(channel.variables, { rtp_local_sdp_str: localSdp(dialog, dialog.sdpVersions[0]) })
    },
    ringReady({ calls, channel }) {
      if (profileOf(channel).times.progress !== undefined) return
      setVariables(channel.variables, { sip_to_tag: dialog.toTag })
      markRinging(calls.stage, channel)
    },
    release: () => undefined,
    dispose(leg) {
      const { channel } = leg
      const isAnswered = profileOf(channel).times.answered !== undefined
      if (!channel.variables.has('sip_hangup_disposition')) disposeSip(channel, isAnswered ? 'send_bye' : 'send_refuse')
      if (channel.media !== 'ringing') countPackets(leg)
    },
    untilFree: () => undefined,
    forget: () => undefined,
    sendDigits: () => undefined,
  }
}
