import type { FlowScript } from './flow-script.ts'
import { createScriptStage, type ScriptStage } from './script-stage.ts'

/** A flow as its file writes it: `play` acts it out on a stage. */
export interface FlowDefinition extends Omit<FlowScript, 'run'> {
  readonly play: (stage: ScriptStage) => void
}

export function defineFlow({ play, ...script }: FlowDefinition): FlowScript {
  return { ...script, run: (values, emit) => play(createScriptStage(values, emit)) }
}
