import { executeComplete } from '../../../simulators/freeswitch/channel/execute.ts'
import type { HangupCause } from '../../../simulators/freeswitch/channel/hangup-cause.ts'
import { hangup, hangupState } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { park, unpark } from '../../../simulators/freeswitch/channel/park.ts'
import { run, type SipLeg } from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import { closeMedia, complete, disposeSip, remove } from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import type { ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'

/** A SIP leg is parked until an API hangs it up. */
export function parkUntilHangup(stage: ScriptStage, leg: SipLeg, cause: HangupCause): void {
  const { channel } = leg
  const parking = run(stage, channel, 'park')
  park(stage, channel)
  stage.next()
  hangup(stage, channel, cause)
  stage.next()
  unpark(stage, channel)
  executeComplete(stage, channel, parking)
  hangupState(stage, channel)
  disposeSip(channel, 'send_bye')
  closeMedia(leg)
  complete(stage, channel)
  remove(stage, channel)
}
