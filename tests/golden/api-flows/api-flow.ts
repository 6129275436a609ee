import type { FlowScript } from '../../../simulators/freeswitch/flows/flow-script.ts'
import { createScriptStage, type ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'
import type { Excerpt } from '../presence-parts.ts'

/** A recorded flow in which somebody told the switch what to do: it shows that operations of channels compose. */
export interface ApiFlow {
  /** Name of the recording. */
  readonly recording: string
  /** Places of the first event and of the one behind the last, where it is a part of the recording. @default all */
  readonly excerpt?: Excerpt
  /** Places of the events behind which the clock of the recording ticked in the middle of things. @default none */
  readonly ticks?: readonly number[]
  readonly play: (stage: ScriptStage) => void
}

/** The flow as a script that can be run with values. */
export function toScript({ play, ticks = [] }: ApiFlow): Pick<FlowScript, 'run'> {
  return {
    run(values, emit) {
      let place = 0
      const stage = createScriptStage(values, (event) => {
        emit(event)
        if (ticks.includes(place++)) stage.next()
      })
      play(stage)
    },
  }
}
