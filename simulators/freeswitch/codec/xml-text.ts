const PLAIN_TEXT = /^[^&<>\r\x80-\xff]*$/
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }

/**
 * Escapes character content as the server's XML writer does (wire specification 4.8): `<!` ends all escaping for the
 * rest, a UTF-8 sequence becomes `&#xHEX;`, octets that form none vanish together with the octet that breaks them.
 */
export function xmlText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text
  const immuneFrom = text.indexOf('<!')
  if (immuneFrom < 0) return escapeAll(text)
  return escapeAll(text.slice(0, immuneFrom)) + text.slice(immuneFrom)
}

function escapeAll(text: string): string {
  let out = ''
  let missing = 0
  let codePoint = 0
  for (const character of text) {
    const octet = character.charCodeAt(0)
    const escaped = ESCAPES[character]
    if (escaped !== undefined) out += escaped
    else if (isNeverPartOfSequence(octet)) out += character
    else if (missing > 0) {
      const continues = octet >> 6 === 0b10
      missing = continues ? missing - 1 : 0
      codePoint = (codePoint << 6) | (octet & 0x3f)
      if (continues && missing === 0) out += `&#x${codePoint.toString(16).toUpperCase()};`
    } else if (octet >= 0x80) {
      const length = sequenceLength(octet)
      missing = length - 1
      codePoint = octet & (0xff >> (length + 1))
    } else out += character
  }
  return out
}

/** Quotes, tab and line feed are written before the server looks at sequences at all. */
function isNeverPartOfSequence(octet: number): boolean {
  return octet === 0x22 || octet === 0x0a || octet === 0x09
}

/** Leading one-bits of the first octet, at most four. */
function sequenceLength(octet: number): number {
  if (octet < 0xc0) return 1
  if (octet < 0xe0) return 2
  return octet < 0xf0 ? 3 : 4
}
