import { executeComplete } from '../channel/execute.ts'
import { hangupState } from '../channel/lifecycle.ts'
import { type CalledLeg, dial, launch } from './bridge-steps.ts'
import { arrive, defaultActions, type SipLeg } from './dialplan-steps.ts'
import { complete, disposeSip, refuse, type SipRefusal, remove } from './hangup-steps.ts'
import type { ScriptStage } from './script-stage.ts'

/** The two legs of a call that the callee's phone refuses. */
export interface RefusedCall {
  readonly a: SipLeg
  readonly b: CalledLeg
}

/** A calls B and B's phone refuses at once: everything up to CHANNEL_HANGUP_COMPLETE of the B leg. */
export function callAndBeRefused(stage: ScriptStage, refusal: SipRefusal): RefusedCall {
  const a = arrive(stage)
  defaultActions(stage, a.channel)
  const b = dial(stage, a)
  launch(stage, b)
  refuse(stage, b, refusal)
  hangupState(stage, b.channel)
  complete(stage, b.channel)
  return { a, b }
}

/** The A leg, which has been hung up for it, ends: CHANNEL_EXECUTE_COMPLETE of its `bridge` and all that follows. */
export function endRefusedCaller(stage: ScriptStage, { a, b }: RefusedCall): void {
  executeComplete(stage, a.channel, b.execution)
  hangupState(stage, a.channel)
  disposeSip(a.channel, 'send_refuse')
  complete(stage, a.channel)
  remove(stage, a.channel)
}
