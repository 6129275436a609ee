import type { Channel } from '../channel/channel.ts'
import { executeComplete } from '../channel/execute.ts'
import { flipCallerId } from '../channel/flip-caller-id.ts'
import { created, enterState, originated, route, runDialplan } from '../channel/lifecycle.ts'
import { answerLoopback, callLoopback, type LoopbackCall } from '../channel/loopback.ts'
import { markAnswered } from '../channel/progress.ts'
import { callByApi } from '../channel/sofia-outbound.ts'
import { setVariables } from '../channel/variables.ts'
import type { OutboundLeg } from './bridge-steps.ts'
import { defaultActions, run } from './dialplan-steps.ts'
import { complete } from './hangup-steps.ts'
import { sofiaLeg, valueOf } from './leg-values.ts'
import type { ScriptStage } from './script-stage.ts'

/** `originate sofia/…`: the states of the leg up to CONSUME_MEDIA. */
export function originateSofia(stage: ScriptStage, name: string): OutboundLeg {
  const leg = sofiaLeg(stage.values, name)
  const user = valueOf(stage.values, `${name}.user`)
  const channel = callByApi(stage, leg, user, 0)
  enterState(stage, channel, 'INIT')
  created(stage, channel)
  awaitCallee(stage, channel)
  return { channel, leg, user }
}

/** An originated leg waits for its callee: CHANNEL_ORIGINATE and the states up to CONSUME_MEDIA. */
export function awaitCallee(stage: ScriptStage, channel: Channel): void {
  originated(stage, channel)
  enterState(stage, channel, 'ROUTING')
  enterState(stage, channel, 'CONSUME_MEDIA')
}

/** An originated leg that has been answered goes on with what `originate` has for it: CALL_UPDATE, EXECUTE. */
export function takeOver(stage: ScriptStage, channel: Channel): void {
  setVariables(channel.variables, { endpoint_disposition: 'ANSWER' })
  flipCallerId(stage, channel)
  runDialplan(stage, channel)
}

/** Both ends of a loopback call. */
export interface LoopbackPair {
  readonly a: Channel
  readonly b: Channel
}

/** `originate loopback/…`: up to the moment when the inbound end comes to its extension. */
export function originateLoopback(stage: ScriptStage, call: LoopbackCall): LoopbackPair {
  const pair = createPair(stage, call)
  awaitCallee(stage, pair.a)
  arriveByLoopback(stage, pair.b)
  return pair
}

/** First part of `originateLoopback()`: both ends are there, the outbound one is created. */
export function createPair(stage: ScriptStage, call: LoopbackCall): LoopbackPair {
  const a = callLoopback(stage, call)
  const b = answerLoopback(stage, call)
  created(stage, a)
  return { a, b }
}

/** Last part of `originateLoopback()`: the inbound end comes to its extension. */
export function arriveByLoopback(stage: ScriptStage, b: Channel): void {
  enterState(stage, b, 'INIT')
  created(stage, b)
  route(stage, b)
  runDialplan(stage, b)
  defaultActions(stage, b)
}

/** The inbound end runs `answer`: that answers the outbound end, too. */
export function answerPair(stage: ScriptStage, { a, b }: LoopbackPair): void {
  const execution = run(stage, b, 'answer')
  markAnswered(stage, a)
  markAnswered(stage, b)
  setVariables(b.variables, { endpoint_disposition: 'ANSWER' })
  executeComplete(stage, b, execution)
}

/** CHANNEL_STATE of REPORTING and CHANNEL_HANGUP_COMPLETE of an end that entered HANGUP before. */
export function completeEnd(stage: ScriptStage, channel: Channel): void {
  setVariables(channel.variables, { is_loopback: '1' })
  complete(stage, channel)
}
