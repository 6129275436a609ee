import { profileOf } from '../channel/channel.ts'
import { isEnding } from '../channel/channel-state.ts'
import { flipCallerId } from '../channel/flip-caller-id.ts'
import { enterState, route, runDialplan } from '../channel/lifecycle.ts'
import { setVariables } from '../channel/variables.ts'
import { attend } from './attend.ts'
import { runBridgedLeg } from './bridge-live-legs.ts'
import { logFlip, logProcessing } from './call-log.ts'
import { findActions, inlineActions } from './dialplan.ts'
import { endLeg } from './end-leg.ts'
import { hangUp, isReady, type Leg } from './leg.ts'
import { runApplication } from './run-application.ts'
import { runServedLeg } from './wait-in-fifo.ts'
import { waitParked } from './wait-parked.ts'

/** What a leg does from its creation to its end: each state that it is told to enter, one after the other. */
export async function runLeg(leg: Leg): Promise<void> {
  const { channel } = leg
  while (!isEnding(channel.state)) {
    if (channel.state === 'ROUTING') routeLeg(leg)
    else if (channel.state === 'EXECUTE') await runExtension(leg)
    else if (channel.state === 'PARK') await parkLeg(leg)
    else if (channel.state === 'RESET') resumeLeg(leg)
    else if (channel.state === 'HIBERNATE' || channel.state === 'SOFT_EXECUTE') await hibernateLeg(leg)
    else await attend(leg)
  }
  await endLeg(leg)
}

/** Enters ROUTING and finds out what to run; a leg that the switch made goes on as if its callee had called. */
function routeLeg(leg: Leg): void {
  const { channel, calls } = leg
  const { stage } = calls
  if (channel.direction === 'inbound') route(stage, channel)
  else enterState(stage, channel, 'ROUTING')
  setVariables(channel.variables, { call_uuid: channel.callUuid })
  const { context, destinationNumber, dialplan } = profileOf(channel)
  const isInline = dialplan.toLowerCase() === 'inline'
  if (leg.direct === undefined && !isInline) {
    logProcessing(leg)
    // What the dialplan is looked up with is an event that is never fired.
    stage.nextSequence()
  }
  const found = isInline ? inlineActions(destinationNumber) : findActions(calls.dialplan, context, destinationNumber)
  const actions = leg.direct ?? found
  if (actions === undefined) return hangUp(leg, 'NO_ROUTE_DESTINATION')
  if (channel.direction === 'outbound' && !channel.hitDialplan) {
    logFlip(leg)
    flipCallerId(stage, channel)
  }
  leg.todo = leg.direct === undefined && context === 'public' && !isInline ? [...DEFAULT_ACTIONS, ...actions] : actions
  leg.direct = undefined
  channel.state = 'EXECUTE'
}

/** What the vanilla dialplan of context `public` does to every call before its extension runs. */
const DEFAULT_ACTIONS = [
  { name: 'set', data: 'outside_call=true' },
  { name: 'export', data: 'RFC2822_DATE=${strftime(%a, %d %b %Y %T %z)}' },
] as const

/** Runs what the leg has to run; at the end of it the leg hangs up. */
async function runExtension(leg: Leg): Promise<void> {
  runDialplan(leg.calls.stage, leg.channel)
  for (let [next, ...rest] = leg.todo; next !== undefined && isReady(leg); [next, ...rest] = leg.todo) {
    leg.todo = rest
    await runApplication(leg, next)
  }
  if (leg.channel.state === 'EXECUTE') hangUp(leg, 'NORMAL_CLEARING')
}

/** The leg waits to be bridged, by the thread of another one or after `uuid_bridge`. */
async function hibernateLeg(leg: Leg): Promise<void> {
  if (!(await runServedLeg(leg))) await runBridgedLeg(leg)
}

async function parkLeg(leg: Leg): Promise<void> {
  enterState(leg.calls.stage, leg.channel, 'PARK')
  await waitParked(leg)
}

/** The leg goes on with the rest of its extension. */
function resumeLeg(leg: Leg): void {
  enterState(leg.calls.stage, leg.channel, 'RESET')
  leg.channel.state = 'EXECUTE'
}
