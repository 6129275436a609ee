import type { SwitchEvent } from './switch-event.ts'

/** What the WHATWG URL standard leaves alone (application/x-www-form-urlencoded percent-encode set). */
const PLAIN = /^[A-Za-z0-9*\-._]*$/
/** The same with spaces, as names of people have them. */
const SPACED = /^[A-Za-z0-9*\-._ ]*$/

/** Percent-encodes one name or value; unpaired surrogates become U+FFFD, a space becomes a plus sign. */
export function encodeFormComponent(text: string): string {
  if (PLAIN.test(text)) return text
  return SPACED.test(text) ? text.replaceAll(' ', '+') : new URLSearchParams([['', text]]).toString().slice(1)
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
    form += openings.get(name) ?? addOpening(name)
    form += typeof value === 'number' ? value : encodeFormComponent(value)
  }
  return form.slice(1)
}

/** `&name=` of names seen so far: events have few. */
const openings = new Map<string, string>()
const MOST_OPENINGS = 1000

function addOpening(name: string): string {
  const opening = `&${encodeFormComponent(name)}=`
  if (openings.size >= MOST_OPENINGS) openings.clear()
  openings.set(name, opening)
  return opening
}
