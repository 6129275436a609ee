import type { SwitchEvent } from './switch-event.ts'

/**
 * Encodes an event as one JSON object, as messaged sends it: numbers for machine and duration, text for the rest.
 * The guide's sample, `{"asteriskid":"1234567890.1", … "machine":1, …}`, has no white space.
 */
export function encodeJson(event: SwitchEvent): string {
  return JSON.stringify(event)
}
