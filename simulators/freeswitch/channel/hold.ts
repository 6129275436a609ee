import { CALL_SITES } from './call-sites.ts'
import { type Channel, profileOf } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import { changeCallState } from './lifecycle.ts'
import type { Stage } from './stage.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** A leg is put on hold: HELD, then CHANNEL_HOLD. `offer` are the variables of the re-INVITE, set in between. */
export function hold(stage: Stage, channel: Channel, offer: VariablePack = {}): void {
  changeCallState(stage, channel, 'HELD')
  profileOf(channel).times.lastHold = stage.now()
  setVariables(channel.variables, offer)
  fireChannelEvent(stage, channel, 'CHANNEL_HOLD', CALL_SITES.hold)
}

/** Its hold ends: UNHELD; `announceUnhold()` and ACTIVE follow. */
export function unhold(stage: Stage, channel: Channel): void {
  changeCallState(stage, channel, 'UNHELD')
  const { times } = profileOf(channel)
  const since = times.lastHold ?? stage.now()
  times.holdAccumulated = stage.span(since, stage.now())
  channel.holdEvents.push(`{${since.timestamp},${stage.now().timestamp}}`)
}

/** CHANNEL_UNHOLD. */
export function announceUnhold(stage: Stage, channel: Channel): void {
  fireChannelEvent(stage, channel, 'CHANNEL_UNHOLD', CALL_SITES.unhold)
}
