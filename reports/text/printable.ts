/**
 * Characters that must not reach a terminal or a page as they are: C0 and C1 controls and DEL (escape sequences),
 * bidirectional controls and zero-width characters (they make text read otherwise than it is), line and paragraph
 * separators, lone surrogates, and the two non-characters that XML forbids.
 */
const UNPRINTABLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Surrogate}/gu

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeCharacter = (character: string): string => {
  const code = character.charCodeAt(0)
  return (
    NAMED[character] ??
    (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
  )
}

/** Longest text that a report shows of anything; what came from a bridge may be of any length. */
export const LONGEST_TEXT = 2000

/** Untrusted text as one visible, bounded line: control characters as escapes such as `\x1b`, overlong text cut. */
export function printable(text: string, longest: number = LONGEST_TEXT): string {
  const cut = text.length > longest ? text.slice(0, longest) : text
  const shown = cut.replace(UNPRINTABLE, escapeCharacter)
  return cut === text ? shown : `${shown}… (${text.length - longest} more characters)`
}

/** Untrusted text of several lines, each made {@link printable}: bounded in lines and in the length of each. */
export function printableLines(text: string, mostLines = 40, longest = 400): readonly string[] {
  // Cut before it is split: a mebibyte of newlines is a million lines.
  const lines = text.slice(0, mostLines * (longest + 1) * 2).split('\n')
  const shown = lines.slice(0, mostLines).map((line) => printable(line, longest))
  return lines.length > mostLines ? [...shown, '… (more lines)'] : shown
}
