import type { FlowScript } from './flow-script.ts'
import { createScriptStage, type ScriptStage } from './script-stage.ts'

/**
 * A flow as its file writes it: `play` acts it out on a stage.
 *
 * To write a new one: give it a name in `FlowName`; copy the file of the flow that is most like it; let `play` go
 * through the call with the steps of this folder and the operations of `channel/`, calling `stage.next()` wherever the
 * clock moves on; write down the gap before each moment and the contract events of each leg; and enter it in
 * `flow-scripts.ts`. With a recording of it in `tests/golden/flows`, `tests/golden-flows.test.ts` shows each octet that
 * is not yet right. What differs from call to call must come from `stage.values` by name: see `flow-values.ts`.
 */
export interface FlowDefinition extends Omit<FlowScript, 'run'> {
  readonly play: (stage: ScriptStage) => void
}

export function defineFlow({ play, ...script }: FlowDefinition): FlowScript {
  return { ...script, run: (values, emit) => play(createScriptStage(values, emit)) }
}
