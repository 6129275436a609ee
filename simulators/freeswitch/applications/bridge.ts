import { connectLegs, untilEitherEnds } from '../calls/bridge-legs.ts'
import { hangUp, isReady, type Leg } from '../calls/leg.ts'
import { dialFirst } from '../calls/originate.ts'
import { parseDialString } from '../calls/originate-request.ts'
import { type Channel, profileOf } from '../channel/channel.ts'
import type { HangupCause } from '../channel/hangup-cause.ts'
import { setVariables } from '../channel/variables.ts'
import { rememberRefusal } from '../flows/hangup-steps.ts'
import type { Application } from './application.ts'

/** After these the calling leg goes on in its dialplan; every other cause ends it, too. */
const LETS_GO_ON: ReadonlySet<HangupCause> = new Set(['NO_ANSWER', 'NO_USER_RESPONSE', 'ORIGINATOR_CANCEL'])
const DIAL_STATUS: Partial<Readonly<Record<HangupCause, string>>> = {
  NO_ANSWER: 'NOANSWER',
  ORIGINATOR_CANCEL: 'CANCEL',
  USER_BUSY: 'BUSY',
  CALL_REJECTED: 'CANCEL',
}

/** `bridge <dial string>`: calls somebody and connects the legs until one of them ends. */
export const bridge: Application = {
  name: 'bridge',
  async run({ leg, data }) {
    const { calls, channel } = leg
    const timeout = Number(channel.variables.get('call_timeout'))
    const outcome = await dialFirst(calls, parseDialString(data), {
      caller: leg,
      timeout: timeout > 0 ? timeout : undefined,
      onLeg({ channel: called }) {
        const { calleeIdName, calleeIdNumber } = profileOf(called)
        setVariables(channel.variables, {
          originate_disposition: 'failure',
          DIALSTATUS: 'INVALIDARGS',
          originate_signal_bond: called.uuid,
          originated_legs: `${called.uuid};${calleeIdName};${calleeIdNumber}`,
        })
      },
      onNews(news, called) {
        if (news !== 'ringing' || channel.media !== 'ringing') return
        const { calleeIdName, calleeIdNumber } = profileOf(called.channel)
        Object.assign(profileOf(channel), { calleeIdName, calleeIdNumber })
        leg.endpoint.ringReady(leg)
      },
    })
    if (outcome.kind === 'failed') return fail(leg, outcome.cause, outcome.leg?.channel)
    if (!isReady(leg)) return hangUp(outcome.leg, leg.channel.hangupCause ?? 'ORIGINATOR_CANCEL')
    connectLegs(leg, outcome.leg)
    await untilEitherEnds(leg, outcome.leg)
  },
}

/** What the calling leg remembers of a call that came to nothing, and whether it goes on. */
function fail(leg: Leg, cause: HangupCause, called: Channel | undefined): void {
  const { variables } = leg.channel
  const [status, phrase] = ['status', 'phrase'].map((part) => called?.variables.get(`sip_invite_failure_${part}`))
  if (typeof status === 'string' && typeof phrase === 'string') rememberRefusal(leg.channel, { status, phrase, cause })
  else if (isReady(leg)) setVariables(variables, { last_bridge_hangup_cause: cause })
  setVariables(variables, {
    originate_disposition: cause,
    DIALSTATUS: DIAL_STATUS[cause] ?? cause,
    ...(called !== undefined && { originate_causes: `${called.uuid};${cause}` }),
    originate_failed_cause: cause,
  })
  const goesOn = variables.get('continue_on_fail') === 'true' || LETS_GO_ON.has(cause)
  if (!goesOn) hangUp(leg, cause)
}
