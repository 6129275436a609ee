import type { SwitchEvent } from './switch-event.ts'

/** What the WHATWG URL standard leaves alone (application/x-www-form-urlencoded percent-encode set). */
const PLAIN = /^[A-Za-z0-9*\-._]*$/

/** Percent-encodes one name or value; unpaired surrogates become U+FFFD, a space becomes a plus sign. */
export function encodeFormComponent(text: string): string {
  return PLAIN.test(text) ? text : new URLSearchParams([['', text]]).toString().slice(1)
}

/**
 * Encodes an event as application/x-www-form-urlencoded, exactly as the WHATWG URL standard serializes it. The result
 * is ASCII: its length is its number of octets.
 */
export function encodeForm(event: SwitchEvent): string {
  let form = ''
  for (const name of Object.keys(event)) {
    const value = event[name]
    if (value === undefined) continue
    if (form !== '') form += '&'
    form += `${encodeFormComponent(name)}=${typeof value === 'number' ? value : encodeFormComponent(value)}`
  }
  return form
}
