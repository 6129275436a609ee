import { CALL_SITES } from './call-sites.ts'
import { type CallerProfile, originateeCopy, originatorCopy } from './caller-profile.ts'
import { type Channel, profileOf } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import { enterState } from './lifecycle.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** Ids of a `uuid_bridge` in the transfer histories of its legs. */
export interface BridgeIds {
  readonly a: string
  readonly b: string
}

/**
 * `uuid_bridge A B` of two live legs: each gets a new caller profile and the other one as its other leg, and is told to
 * hibernate; no event says so yet.
 */
export function prepareUuidBridge(stage: Stage, a: Channel, b: Channel, ids: BridgeIds): void {
  const originator = profileOf(a)
  const originatee = inverted(profileOf(b))
  setVariables(a.variables, { uuid_bridge: b.uuid })
  introduce(a, b, originator)
  introduce(b, a, originatee)
  a.otherLeg = {
    type: 'originatee',
    profile: { ...originateeCopy(originatee), logicalDirection: originatee.logicalDirection },
  }
  b.otherLeg = { type: 'originator', profile: originatorCopy(originator) }
  const { calleeIdName, calleeIdNumber } = originatee
  const { callerIdName, callerIdNumber } = originator
  renew(stage, a, { ...originator, calleeIdName, calleeIdNumber }, `${ids.a}:uuid_br:${b.uuid}`)
  renew(stage, b, { ...originatee, callerIdName, callerIdNumber }, `${ids.b}:uuid_br:${a.uuid}`)
}

/** What was running on a leg has ended: CHANNEL_STATE of HIBERNATE and of RESET. */
export function hibernate(stage: Stage, channel: Channel): void {
  enterState(stage, channel, 'HIBERNATE')
  enterState(stage, channel, 'RESET')
}

/** Both legs are ready: CHANNEL_EXECUTE of `uuid_bridge`, without id and without completion, on A and then on B. */
export function runUuidBridge(stage: Stage, a: Channel, b: Channel): void {
  setVariables(a.variables, { uuid_bridge: undefined })
  fireExecute(stage, a, b, 'uuidBridgeOriginator')
  fireExecute(stage, b, a, 'uuidBridgeOriginatee')
}

function fireExecute(
  stage: Stage,
  channel: Channel,
  peer: Channel,
  site: 'uuidBridgeOriginator' | 'uuidBridgeOriginatee',
): void {
  fireChannelEvent(stage, channel, 'CHANNEL_EXECUTE', CALL_SITES[site], {
    after: [
      ['Application', 'uuid_bridge'],
      ['Application-Data', peer.uuid],
    ],
  })
}

/** An inbound leg shows its caller as its callee; it has no callee that could be its caller. */
function inverted(profile: CallerProfile): CallerProfile {
  return {
    ...profile,
    callerIdName: profile.calleeIdName || 'Unknown',
    callerIdNumber: profile.calleeIdNumber || 'Unknown',
    calleeIdName: profile.callerIdName,
    calleeIdNumber: profile.callerIdNumber,
  }
}

function introduce(channel: Channel, peer: Channel, profile: CallerProfile): void {
  setVariables(channel.variables, {
    bridge_channel: peer.name,
    bridge_uuid: peer.uuid,
    signal_bond: peer.uuid,
    original_destination_number: profile.destinationNumber,
    original_caller_id_name: profile.callerIdName,
    original_caller_id_number: profile.callerIdNumber,
  })
}

function renew(stage: Stage, channel: Channel, profile: CallerProfile, transfer: string): void {
  const history = `${stage.now().epoch}:${transfer}`
  channel.profile = {
    ...profile,
    transferSource: history,
    profileIndex: String(Number(profile.profileIndex) + 1),
    times: { ...profile.times, profileCreated: stage.now() },
  }
  channel.state = 'HIBERNATE'
  setVariables(channel.variables, { transfer_history: history, transfer_source: history })
}
