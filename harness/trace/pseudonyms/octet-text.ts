import { isUtf8 } from 'node:buffer'

/**
 * Works on a binary string (one character per octet) as the text that it most likely is: UTF-8 where its octets are
 * that, otherwise Latin-1.
 * @param change must not turn characters of Latin-1 into others
 */
export function changeText(binary: string, change: (text: string) => string): string {
  if (!/[\x80-\xff]/.test(binary)) return toBinary(change(binary))
  const octets = Buffer.from(binary, 'latin1')
  return isUtf8(octets) ? toBinary(change(octets.toString('utf8'))) : change(binary)
}

const toBinary = (text: string): string => (/[^\x00-\x7f]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text)
