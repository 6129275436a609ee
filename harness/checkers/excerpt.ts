/** Longest text of a bridge that is shown in a sentence. */
const SHOWN = 160
/** Longest excerpt of an evidence. */
const EXCERPT = 2000

/**
 * Text from outside with everything visible that could move a cursor, hide or reverse: control characters, lone
 * surrogates and the marks that change the direction of writing.
 */
export function visible(text: string): string {
  return text.replaceAll(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]|\p{Surrogate}/gu, (character) => {
    if (character === '\n') return '⏎'
    const code = character.codePointAt(0) ?? 0
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
  })
}

/** A value in quotes, short enough for a sentence. */
export const quoted = (text: string): string => `"${visible(shorten(text, SHOWN))}"`

/** Octets as text: UTF-8 where they are, control characters visible, bounded. */
export const excerptOf = (octets: Uint8Array): string => visible(shorten(Buffer.from(octets.subarray(0, EXCERPT * 4)).toString('utf8'), EXCERPT))

/** A text with at most so many characters of it, and how many there were. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`
}
