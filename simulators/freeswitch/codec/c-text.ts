/** What C library functions make of a text; the server hands client input to them as it is. Binary strings. */

const INTEGER = /^[\t-\r ]*([+-]?[0-9]+)/
const LONG_MAX = 2n ** 63n - 1n

/** `atoi()`: leading blanks, a sign and digits, the rest ignored; 0 without digits, 32 bits that wrap. */
export function atoi(text: string): number {
  const digits = INTEGER.exec(text)?.[1]
  if (digits === undefined) return 0
  const value = BigInt(digits.replace('+', ''))
  const long = value > LONG_MAX ? LONG_MAX : value < -LONG_MAX - 1n ? -LONG_MAX - 1n : value
  return Number(BigInt.asIntN(32, long))
}

/** A C string ends at its first NUL. */
export function cString(text: string): string {
  const end = text.indexOf('\0')
  return end < 0 ? text : text.slice(0, end)
}

/** The server's `strip_cr()`: cuts at the first CR wherever it is, without any at the first LF. */
export function firstLine(text: string): string {
  const cr = text.indexOf('\r')
  const end = cr < 0 ? text.indexOf('\n') : cr
  return end < 0 ? text : text.slice(0, end)
}

/** `strncasecmp(text, prefix, strlen(prefix)) == 0`; the prefix is lower case. */
export function startsWithNoCase(text: string, prefix: string): boolean {
  return text.slice(0, prefix.length).toLowerCase() === prefix
}

const TRUE_WORDS: ReadonlySet<string> = new Set(['yes', 'on', 'true', 't', 'enabled', 'active', 'allow'])

/** The server's `switch_true()`: one of its words for yes, without regard to case, or a number other than 0. */
export function isTrue(text: string | undefined): boolean {
  if (text === undefined) return false
  return TRUE_WORDS.has(text.toLowerCase()) || (/^[-+]?[0-9.]+$/.test(text) && atoi(text) !== 0)
}
