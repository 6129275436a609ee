import { CALL_SITES } from './call-sites.ts'
import { cdrVariables } from './cdr-variables.ts'
import { callStateNumber, type CallState, type ChannelState } from './channel-state.ts'
import { type Channel, profileOf } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { HangupCause } from './hangup-cause.ts'
import { tellPresence } from './presence.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** Enters a state: CHANNEL_STATE. */
export function enterState(stage: Stage, channel: Channel, state: ChannelState): void {
  channel.runningState = state
  channel.state = state
  fireChannelEvent(stage, channel, 'CHANNEL_STATE', CALL_SITES.state)
}

/** Changes the call state: CHANNEL_CALLSTATE. The same value again fires nothing, nor does anything after HANGUP. */
export function changeCallState(stage: Stage, channel: Channel, to: CallState): void {
  const from = channel.callState
  if (from === to || from === 'HANGUP') return
  channel.callState = to
  fireChannelEvent(stage, channel, 'CHANNEL_CALLSTATE', CALL_SITES.callState, {
    before: [
      ['Original-Channel-Call-State', from],
      ['Channel-Call-State-Number', String(callStateNumber(to))],
    ],
  })
}

/** A session asks its endpoint for an outbound leg: CHANNEL_OUTGOING, before the leg's own thread runs. */
export function outgoing(stage: Stage, channel: Channel): void {
  channel.state = 'INIT'
  fireChannelEvent(stage, channel, 'CHANNEL_OUTGOING', CALL_SITES.outgoing)
}

/** The leg has set itself up: CHANNEL_CREATE, with ROUTING ahead of it. */
export function created(stage: Stage, channel: Channel): void {
  channel.state = 'ROUTING'
  fireChannelEvent(stage, channel, 'CHANNEL_CREATE', CALL_SITES.create)
}

/** CHANNEL_ORIGINATE: outbound legs only, after CHANNEL_CREATE. */
export function originated(stage: Stage, channel: Channel): void {
  fireChannelEvent(stage, channel, 'CHANNEL_ORIGINATE', CALL_SITES.originate)
}

/**
 * Enters ROUTING as a leg that has a dialplan. An answered one (after a transfer) rings again for a moment: its call
 * state goes to RINGING before the state is told.
 */
export function route(stage: Stage, channel: Channel): void {
  channel.state = 'ROUTING'
  channel.runningState = 'ROUTING'
  changeCallState(stage, channel, 'RINGING')
  fireChannelEvent(stage, channel, 'CHANNEL_STATE', CALL_SITES.state)
}

/** Enters EXECUTE with what the dialplan found; the call state of an answered leg is ACTIVE again. */
export function runDialplan(stage: Stage, channel: Channel): void {
  const isRouted = channel.runningState === 'ROUTING'
  channel.state = 'EXECUTE'
  if (isRouted) tellPresence(stage, channel, 'ringing')
  channel.runningState = 'EXECUTE'
  if (channel.media === 'answered') changeCallState(stage, channel, 'ACTIVE')
  fireChannelEvent(stage, channel, 'CHANNEL_STATE', CALL_SITES.state)
  setVariables(channel.variables, { call_uuid: channel.callUuid })
}

/** Tells the leg to end: CHANNEL_HANGUP. Its thread notices later. */
export function hangup(stage: Stage, channel: Channel, cause: HangupCause): void {
  channel.state = 'HANGUP'
  channel.hangupCause = cause
  fireChannelEvent(stage, channel, 'CHANNEL_HANGUP', CALL_SITES.hangup)
}

/**
 * The leg's thread enters HANGUP: CHANNEL_STATE, CHANNEL_CALLSTATE, and the variables of the call record. What the
 * endpoint adds (`sip_hangup_disposition`, RTP figures) is the caller's to set before `report()`.
 */
export function hangupState(stage: Stage, channel: Channel): void {
  enterHangup(stage, channel)
  endCall(stage, channel)
}

/** First half of `hangupState()`, for what gets in between. */
export function enterHangup(stage: Stage, channel: Channel): void {
  enterState(stage, channel, 'HANGUP')
  profileOf(channel).times.hangup = stage.now()
}

/** Second half of `hangupState()`. */
export function endCall(stage: Stage, channel: Channel): void {
  changeCallState(stage, channel, 'HANGUP')
  setVariables(channel.variables, cdrVariables(stage, channel))
}

/** CHANNEL_STATE of REPORTING. */
export function report(stage: Stage, channel: Channel): void {
  channel.state = 'REPORTING'
  tellPresence(stage, channel, 'ended')
  enterState(stage, channel, 'REPORTING')
}

/** CHANNEL_HANGUP_COMPLETE: Hangup-Cause stands in it twice, as on the wire. */
export function hangupComplete(stage: Stage, channel: Channel): void {
  const before = channel.hangupCause === undefined ? [] : ([['Hangup-Cause', channel.hangupCause]] as const)
  fireChannelEvent(stage, channel, 'CHANNEL_HANGUP_COMPLETE', CALL_SITES.hangupComplete, { before })
}

/** CHANNEL_DESTROY. */
export function destroy(stage: Stage, channel: Channel): void {
  channel.state = 'DESTROY'
  fireChannelEvent(stage, channel, 'CHANNEL_DESTROY', CALL_SITES.destroy)
}

/** CHANNEL_STATE of DESTROY: the last event of a leg. */
export function destroyed(stage: Stage, channel: Channel): void {
  enterState(stage, channel, 'DESTROY')
}
