const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' }

/**
 * Undoes `xmlText()`: named references, and numeric ones as the UTF-8 octets of their character. After `<!` nothing
 * is escaped.
 */
export function xmlCharacters(content: string): string {
  const immuneFrom = content.indexOf('<!')
  const end = immuneFrom < 0 ? content.length : immuneFrom
  const escaped = content.slice(0, end)
  return escaped.replace(/&(?:(amp|lt|gt)|#x([0-9A-F]{1,6}));/g, reference) + content.slice(end)
}

function reference(_match: string, name: string | undefined, hex: string | undefined): string {
  if (name !== undefined) return NAMED[name] ?? ''
  return Buffer.from(String.fromCodePoint(parseInt(hex ?? '0', 16)), 'utf8').toString('latin1')
}
