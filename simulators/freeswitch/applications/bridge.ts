import { connectLegs, untilEitherEnds } from '../calls/bridge-legs.ts'
import { hangUp, isReady } from '../calls/leg.ts'
import { dialFirst } from '../calls/originate.ts'
import { parseDialString } from '../calls/originate-request.ts'
import { profileOf } from '../channel/channel.ts'
import type { HangupCause } from '../channel/hangup-cause.ts'
import { markRinging } from '../channel/progress.ts'
import { OUTBOUND_CALL } from '../channel/sofia-leg.ts'
import { setVariables } from '../channel/variables.ts'
import type { Application } from './application.ts'

/** After these the calling leg goes on in its dialplan; every other cause ends it, too. */
const LETS_GO_ON: ReadonlySet<HangupCause> = new Set(['NO_ANSWER', 'NO_USER_RESPONSE', 'ORIGINATOR_CANCEL'])
const DIAL_STATUS: Partial<Readonly<Record<HangupCause, string>>> = {
  NO_ANSWER: 'NOANSWER',
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
        const profile = profileOf(channel)
        if (profile.times.progress !== undefined) return
        profile.calleeIdName = OUTBOUND_CALL
        profile.calleeIdNumber = profileOf(called.channel).destinationNumber
        markRinging(calls.stage, channel, profileOf(called.channel).times.progress)
      },
    })
    if (outcome.kind === 'failed') return isReady(leg) ? fail(leg, outcome.cause, outcome.leg?.channel.uuid) : undefined
    if (!isReady(leg)) return hangUp(outcome.leg, leg.channel.hangupCause ?? 'ORIGINATOR_CANCEL')
    connectLegs(leg, outcome.leg)
    await untilEitherEnds(leg, outcome.leg)
  },
}

function fail(leg: Parameters<typeof hangUp>[0], cause: HangupCause, uuid: string | undefined): void {
  const { variables } = leg.channel
  setVariables(variables, {
    last_bridge_hangup_cause: cause,
    originate_disposition: cause,
    DIALSTATUS: DIAL_STATUS[cause] ?? cause,
    ...(uuid !== undefined && { originate_causes: `${uuid};${cause}` }),
    originate_failed_cause: cause,
  })
  const goesOn = variables.get('continue_on_fail') === 'true' || LETS_GO_ON.has(cause)
  if (!goesOn) hangUp(leg, cause)
}
