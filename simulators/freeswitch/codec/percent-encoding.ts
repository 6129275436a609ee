/**
 * Percent-encoding of header values, as `switch_url_encode()` does it (wire specification 4.5). Texts are binary
 * strings. It is not reversible: `%` before two of `0-9A-F` stands as it is, so `100%25` decodes to `100%`.
 */

const UNSAFE = /[\x00-\x20"#%&+:;<=>?@[\\\]^`{|}\x7f-\uffff]/
const UNSAFE_CODES = Array.from({ length: 256 }, (_, code) => UNSAFE.test(String.fromCharCode(code)))
const ENCODED = Array.from({ length: 256 }, (_, code) => `%${code.toString(16).toUpperCase().padStart(2, '0')}`)
const PERCENT = 0x25

/** Encodes every unsafe octet as `%XX` in upper-case hex; what already looks like `%XX` is left alone. */
export function percentEncode(text: string): string {
  return UNSAFE.test(text) ? encodeUpTo(text, Infinity) : text
}

/** Encodes into a buffer of `size` octets including its terminator; what does not fit is cut off. */
export function percentEncodeInto(text: string, size: number): string {
  return text.length * 3 < size ? percentEncode(text) : encodeUpTo(text, size - 1)
}

function encodeUpTo(text: string, room: number): string {
  let out = ''
  for (let i = 0; i < text.length && out.length < room; i++) {
    const code = text.charCodeAt(i)
    if (UNSAFE_CODES[code] === false || (code === PERCENT && looksEncoded(text, i))) {
      out += text[i]
    } else {
      if (out.length + 3 > room) break
      out += ENCODED[code & 0xff]
    }
  }
  return out
}

function looksEncoded(text: string, at: number): boolean {
  return isUpperHex(text.charCodeAt(at + 1)) && isUpperHex(text.charCodeAt(at + 2))
}

function isUpperHex(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46)
}

/** Decodes each `%XX` of either case; everything else, a plus sign too, stays as it is. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}
