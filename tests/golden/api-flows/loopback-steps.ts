import { hangup, hangupState } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import type { LoopbackCall } from '../../../simulators/freeswitch/channel/loopback.ts'
import { remove } from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import { loopbackEnd } from '../../../simulators/freeswitch/flows/leg-values.ts'
import { completeEnd, type LoopbackPair } from '../../../simulators/freeswitch/flows/originate-steps.ts'
import type { ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'

/** The loopback call between two legs of a script, to a number in context `public`. */
export function loopbackCall(
  { values }: ScriptStage,
  legs: readonly [string, string],
  destination: string,
  leg = 0,
  more: Partial<LoopbackCall> = {},
): LoopbackCall {
  const [a, b] = [loopbackEnd(values, legs[0]), loopbackEnd(values, legs[1])]
  return { a, b, destination, context: 'public', leg, ...more }
}

/** The outbound end leaves, having been told so, and takes the inbound end with it. */
export function endOutbound(stage: ScriptStage, { a, b }: LoopbackPair): void {
  hangupState(stage, a)
  if (b.hangupCause === undefined) hangup(stage, b, a.hangupCause ?? 'NORMAL_CLEARING')
  completeEnd(stage, a)
}

/** The inbound end leaves, and both are gone. */
export function endInbound(stage: ScriptStage, { a, b }: LoopbackPair): void {
  hangupState(stage, b)
  completeEnd(stage, b)
  remove(stage, b)
  remove(stage, a)
}
