import type { ScriptedEvent } from '../flows/flow-script.ts'
import { createMarkers, type Markers } from './markers.ts'
import { runScript, type Script } from './script-template.ts'

/**
 * Checks that a script does nothing with a value but to put it somewhere: it is run with two families of markers, and
 * all that may differ is the markers.
 * @throws TypeError when it does more
 */
export function expectPlacement(script: Pick<Script, 'name' | 'run'>): void {
  const [markers, others] = [createMarkers('q'), createMarkers('k')]
  if (shape(runScript(script, markers), markers) !== shape(runScript(script, others), others)) {
    throw new TypeError(`Cannot compile a script as it must not calculate: current value is "${script.name}"`)
  }
}

/** Everything about the events of a run, with the names of values instead of their markers. */
function shape(events: readonly ScriptedEvent[], markers: Markers): string {
  const named = (value: unknown): unknown => (typeof value === 'string' ? markers.split(value).join('\0') : value)
  return JSON.stringify(events, (_, value: unknown) => named(value))
}
