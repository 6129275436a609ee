const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', s: ' ', "'": "'", '"': '"', '\\': '\\' }

/**
 * `switch_separate_string()` at blanks: a blank in single quotes, or behind a backslash, separates nothing, and the last
 * of so many words has the rest of the text. Quotes and backslashes are gone from what is returned.
 */
export function separateWords(text: string, limit: number): string[] {
  const words: string[] = []
  let at = 0
  while (at < text.length && words.length < limit) {
    while (text[at] === ' ') at++
    const end = words.length + 1 === limit ? text.length : wordEnd(text, at)
    words.push(unquote(text.slice(at, end)))
    at = end
    while (text[at] === ' ') at++
  }
  return words
}

function wordEnd(text: string, start: number): number {
  let isQuoted = false
  let at = start
  for (; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === "'") isQuoted = !isQuoted
    else if (text[at] === ' ' && !isQuoted) return at
  }
  return text.length
}

/** A quote without another one behind it is a character like others. */
function unquote(word: string): string {
  let text = ''
  let kept = 0
  let isQuoted = false
  for (let at = 0; at < word.length; at++) {
    const character = word[at] ?? ''
    const escaped = character === '\\' ? ESCAPED[word[at + 1] ?? ''] : undefined
    if (character === "'" && (isQuoted || word.includes("'", at + 1))) {
      isQuoted = !isQuoted
      if (isQuoted) kept = text.length
      continue
    }
    text += escaped ?? character
    if (escaped !== undefined) at++
    if (character !== ' ' || isQuoted) kept = text.length
  }
  return text.slice(0, kept)
}
