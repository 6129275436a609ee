import { CALL_SITES } from './call-sites.ts'
import { originateeCopy } from './caller-profile.ts'
import { type Channel, profileOf } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** The leg that `a` called has answered: `a` knows it as its other leg from now on. */
export function adoptOriginatee(a: Channel, b: Channel): void {
  a.otherLeg = { type: 'originatee', profile: originateeCopy(profileOf(b)) }
}

/** Two legs hear each other: CHANNEL_BRIDGE, on the A leg only. */
export function bridge(stage: Stage, a: Channel, b: Channel): void {
  profileOf(a).times.bridged = stage.now()
  profileOf(b).times.bridged = stage.now()
  fireChannelEvent(stage, a, 'CHANNEL_BRIDGE', CALL_SITES.bridge, { before: bridgeHeaders(a, b) })
}

/** They no longer do: CHANNEL_UNBRIDGE, on the A leg only. */
export function unbridge(stage: Stage, a: Channel, b: Channel): void {
  fireChannelEvent(stage, a, 'CHANNEL_UNBRIDGE', CALL_SITES.unbridge, { before: bridgeHeaders(a, b) })
}

/** The variables by which a leg knows whom it is bridged to; `bridge_to` goes when the bridge does. */
export function setBridgeVariables(channel: Channel, peer: Channel): void {
  setVariables(channel.variables, {
    bridge_to: peer.uuid,
    last_bridge_to: peer.uuid,
    bridge_channel: peer.name,
    bridge_uuid: peer.uuid,
    signal_bond: peer.uuid,
  })
}

/** Whom the phone of `channel` is told that it is connected to: CALL_UPDATE. */
export function sendCallUpdate(
  stage: Stage,
  channel: Channel,
  peer: Channel,
  party: { readonly name: string; readonly number: string },
): void {
  setVariables(channel.variables, { last_sent_callee_id_name: party.name, last_sent_callee_id_number: party.number })
  fireChannelEvent(stage, channel, 'CALL_UPDATE', CALL_SITES.callUpdateSent, {
    before: [
      ['Direction', 'SEND'],
      ['Sent-Callee-ID-Name', party.name],
      ['Sent-Callee-ID-Number', party.number],
      ['Bridged-To', peer.uuid],
    ],
  })
}

const bridgeHeaders = (a: Channel, b: Channel) =>
  [
    ['Bridge-A-Unique-ID', a.uuid],
    ['Bridge-B-Unique-ID', b.uuid],
  ] as const
