import { CALL_SITES } from './call-sites.ts'
import { type Channel, profileOf } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/**
 * An outbound leg goes on as if its callee had called: caller and callee change places, and a CALL_UPDATE says so.
 * The server does this before it runs an application or a dialplan on such a leg.
 */
export function flipCallerId(stage: Stage, channel: Channel): void {
  const profile = profileOf(channel)
  const { callerIdName, callerIdNumber, calleeIdName, calleeIdNumber } = profile
  channel.hitDialplan = true
  Object.assign(profile, {
    callerIdName: calleeIdName,
    callerIdNumber: calleeIdNumber,
    calleeIdName: callerIdName,
    calleeIdNumber: callerIdNumber,
  })
  setVariables(channel.variables, {
    ...(callerIdName !== '' && { pre_transfer_caller_id_name: callerIdName }),
    pre_transfer_caller_id_number: callerIdNumber,
    channel_cid_flipped: 'yes',
  })
  fireChannelEvent(stage, channel, 'CALL_UPDATE', CALL_SITES.callUpdateReceived, { before: [['Direction', 'RECV']] })
}
