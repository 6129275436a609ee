/** How long a prompt plays of which only its path is known. */
const PROMPT_MS = 1000
/** A stream that never ends plays for as long as the call lasts. */
const ENDLESS = Infinity

/**
 * Length of what `playback` is given, in milliseconds: streams as they say themselves, files of sound one second. There
 * are no other files.
 */
export function soundMs(path: string): number | undefined {
  const [, kind, rest = ''] = /^(tone_stream|silence_stream|local_stream):\/\/(.*)$/s.exec(path) ?? []
  if (kind === 'tone_stream') return toneMs(rest)
  if (kind === 'silence_stream') return silenceMs(rest)
  if (kind === 'local_stream') return ENDLESS
  return /\.(wav|mp3|ogg|gsm|ul|al|raw|r8|r16)$/i.test(path) ? PROMPT_MS : undefined
}

/** `silence_stream://<milliseconds>[,<divisor>]`; -1 is endless. */
function silenceMs(text: string): number {
  const ms = Number.parseInt(text, 10)
  return ms < 0 ? ENDLESS : ms || 0
}

/** `%(<on>,<off>,<frequencies>)` one after the other; `;loops=` or `l=` repeats them, -1 for ever. */
function toneMs(text: string): number {
  let total = 0
  for (const [, on, off] of text.matchAll(/%\(\s*(\d+)\s*,\s*(\d+)/g)) total += Number(on) + Number(off)
  const loops = Number(/(?:;|^)\s*(?:loops|l)=(-?\d+)/i.exec(text)?.[1] ?? 1)
  return loops < 0 ? ENDLESS : total * Math.max(1, loops)
}
