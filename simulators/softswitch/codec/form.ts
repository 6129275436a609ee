import type { SwitchEvent } from './switch-event.ts'

/** What the WHATWG URL standard leaves alone (application/x-www-form-urlencoded percent-encode set). */
const PLAIN = /^[A-Za-z0-9*\-._]*$/

/** Percent-encodes one name or value; unpaired surrogates become U+FFFD, a space becomes a plus sign. */
export function encodeFormComponent(text: string): string {
  if (PLAIN.test(text)) return text
  return escaped.get(text) ?? addEscaped(text)
}

/** Escaped forms of values seen so far: names of people mostly, of which a run has few. */
const escaped = new Map<string, string>()
const MOST_ESCAPED = 1000
/** Longer ones are texts, which do not come again. */
const LONGEST_KEPT = 32

function addEscaped(text: string): string {
  const form = new URLSearchParams([['', text]]).toString().slice(1)
  if (text.length > LONGEST_KEPT) return form
  if (escaped.size >= MOST_ESCAPED) escaped.clear()
  escaped.set(text, form)
  return form
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
    const opening = openings.get(name) ?? addOpening(name)
    // Cutting the first separator off at the end would copy the whole text.
    form += form === '' ? opening.slice(1) : opening
    form += typeof value === 'number' ? value : encodeFormComponent(value)
  }
  return form
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
