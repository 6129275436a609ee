import type { FlowScript, FlowValues, ScriptedEvent } from './flow-script.ts'

/** What a script needs and what it emits when each value is its own name. */
export interface FlowSurvey {
  /** Names of all values that the script asks for, in that order. */
  readonly names: readonly string[]
  readonly events: readonly ScriptedEvent[]
}

/** Runs a script with the names of values for values. */
export function flowValueNames(script: Pick<FlowScript, 'run'>): FlowSurvey {
  const names = new Set<string>()
  const events: ScriptedEvent[] = []
  const values: FlowValues = new Proxy<Record<string, string>>(
    {},
    {
      get(_, name) {
        names.add(String(name))
        return String(name)
      },
    },
  )
  script.run(values, (event) => events.push(event))
  return { names: [...names], events }
}
