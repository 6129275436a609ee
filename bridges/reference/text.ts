const PERCENT = 0x25
const PLUS = 0x2b
const SPACE = 0x20

const hexDigit = (code: number): number => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

const needsWork = /[%+\u0080-\u00ff]/

/**
 * Decodes percent-escapes in a binary string (one character per octet) and reads the octets as UTF-8.
 * Never throws: `%` without two hex digits is literal, and octets that are not UTF-8 become U+FFFD.
 *
 * @param plusIsSpace as in forms; in Event Socket values `+` is a plus
 */
export const decodePercent = (binary: string, plusIsSpace = false): string => {
  if (!needsWork.test(binary)) return binary
  const octets = Buffer.allocUnsafe(binary.length)
  let length = 0
  for (let at = 0; at < binary.length; at += 1) {
    let octet = binary.charCodeAt(at)
    if (octet === PERCENT && at + 2 < binary.length) {
      const high = hexDigit(binary.charCodeAt(at + 1))
      const low = hexDigit(binary.charCodeAt(at + 2))
      if (high >= 0 && low >= 0) {
        octet = high * 16 + low
        at += 2
      }
    } else if (octet === PLUS && plusIsSpace) {
      octet = SPACE
    }
    octets[length] = octet
    length += 1
  }
  return octets.toString('utf8', 0, length)
}

/** Replaces lone surrogates, which JSON escapes can smuggle in and UTF-8 cannot carry, by U+FFFD. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')
