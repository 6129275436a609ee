import { type Channel, profileOf } from '../channel/channel.ts'
import { isEnding } from '../channel/channel-state.ts'
import type { HangupCause } from '../channel/hangup-cause.ts'
import { created, enterState, originated } from '../channel/lifecycle.ts'
import type { SofiaLeg } from '../channel/sofia-leg.ts'
import { callByApi, callForLeg } from '../channel/sofia-outbound.ts'
import type { Stage } from '../channel/stage.ts'
import { setVariables } from '../channel/variables.ts'
import { type OutboundLeg, pickUp, ring } from '../flows/bridge-steps.ts'
import { disposeSip, refuse } from '../flows/hangup-steps.ts'
import { logAnswered, logNewChannel } from './call-log.ts'
import type { Calls } from './calls.ts'
import type { DialledLeg, DialRequest } from './dial-request.ts'
import type { Endpoint } from './endpoint.ts'
import { createLeg, type Leg, spread } from './leg.ts'
import { UNREACHABLE } from './phone.ts'
import { countPackets } from './rtp-count.ts'
import { runLeg } from './run-leg.ts'
import { createSofiaLeg } from './sofia-dialog.ts'

const ADDRESS = /^(?:external|internal)\/([^@]+)@([^:;]+)(?::(\d+))?/

/** `sofia/<profile>/<user>@<host>[:<port>]`: calls the simulated phone at that address. */
export function dialSofia(calls: Calls, request: DialRequest): DialledLeg | HangupCause {
  const { stage } = calls
  if (request.address.startsWith('gateway/')) return 'INVALID_GATEWAY'
  const [, user, networkIp, networkPort = '5060'] = ADDRESS.exec(request.address) ?? []
  if (user === undefined || networkIp === undefined) return 'INVALID_PROFILE'
  const given = request.uuid === undefined ? {} : { uuid: request.uuid }
  const dialog = createSofiaLeg(calls, { networkIp, networkPort, contactUser: user }, given)
  const caller = request.caller?.channel
  const channel =
    caller === undefined
      ? callByApi(stage, dialog, user, 0, request.variables, request.named)
      : callForPeer(stage, dialog, user, caller, request)
  const outbound: OutboundLeg = { channel, leg: dialog, user }
  const leg = createLeg(calls, channel, OUTBOUND_ENDPOINT)
  logNewChannel(calls.core, channel.uuid, channel.name)
  calls.add(leg)
  return { leg, start: () => start(leg, outbound) }
}

function callForPeer(stage: Stage, dialog: SofiaLeg, user: string, caller: Channel, request: DialRequest): Channel {
  const channel = callForLeg(stage, dialog, user, caller, request.named)
  setVariables(channel.variables, request.variables)
  return channel
}

function start(leg: Leg, outbound: OutboundLeg): void {
  const { channel, calls } = leg
  enterState(calls.stage, channel, 'INIT')
  created(calls.stage, channel)
  originated(calls.stage, channel)
  enterState(calls.stage, channel, 'ROUTING')
  enterState(calls.stage, channel, 'CONSUME_MEDIA')
  void runLeg(leg)
  callPhone(leg, outbound)
}

/** The phone behaves as it is told to, unless the call has ended in between. */
function callPhone(leg: Leg, outbound: OutboundLeg): void {
  const { calls } = leg
  const { networkIp, networkPort } = outbound.leg
  const phone = calls.phones[`${networkIp}:${networkPort}`] ?? { kind: 'refuses', refusal: UNREACHABLE }
  const later = (ms: number, run: () => void): void =>
    void calls.core.timers.after(ms, () => {
      if (!isEnding(leg.channel.state)) run()
    })

  if (phone.kind === 'refuses') {
    later(0, () => {
      refuse(calls.stage, outbound, phone.refusal)
      spread(leg, 'hung-up')
      leg.waker.wake()
    })
    return
  }
  later(phone.ringsAfter, () => {
    ring(calls.stage, outbound)
    spread(leg, 'ringing')
  })
  if (phone.kind !== 'answers') return
  later(phone.ringsAfter + phone.answersAfter, () => {
    pickUp(calls.stage, outbound)
    logAnswered(leg, ANSWERED)
    spread(leg, 'answered')
    leg.waker.wake()
  })
}

const ANSWERED = { file: 'sofia.c', function: 'sofia_handle_sip_i_state', line: 8737 }

const isAnswered = (channel: Channel): boolean => profileOf(channel).times.answered !== undefined

const OUTBOUND_ENDPOINT: Endpoint = {
  kind: 'sofia',
  answer: () => undefined,
  preAnswer: () => undefined,
  ringReady: () => undefined,
  release: () => undefined,
  dispose(leg) {
    const { channel } = leg
    if (!channel.variables.has('sip_hangup_disposition')) {
      disposeSip(channel, isAnswered(channel) ? 'send_bye' : 'send_cancel')
    }
    if (isAnswered(channel)) countPackets(leg)
  },
  untilFree: () => undefined,
  forget: () => undefined,
  sendDigits: () => undefined,
}
