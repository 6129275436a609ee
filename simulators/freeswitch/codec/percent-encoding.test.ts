import { describe, expect, test } from 'vitest'
import { percentDecode, percentEncode, percentEncodeInto } from './percent-encoding.ts'

const PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!$'()*,-./_~"

describe('percentEncode()', () => {
  test('encodes every octet but letters, digits and a few signs', () => {
    for (let octet = 0; octet < 256; octet++) {
      const character = String.fromCharCode(octet)
      const hex = octet.toString(16).toUpperCase().padStart(2, '0')
      expect(percentEncode(character)).toBe(PLAIN.includes(character) ? character : `%${hex}`)
    }
  })

  test('leaves a percent sign before two upper-case hexadecimal digits alone', () => {
    expect(percentEncode('100%25 %41 %4a %zz %4')).toBe('100%25%20%41%20%254a%20%25zz%20%254')
  })
})

describe('percentEncodeInto()', () => {
  test('keeps one octet for the terminator and cuts no sequence that it writes', () => {
    expect(percentEncodeInto('a b', 6)).toBe('a%20b')
    expect(percentEncodeInto('a b', 5)).toBe('a%20')
    expect(percentEncodeInto('a b', 4)).toBe('a')
  })
})

describe('percentDecode()', () => {
  test('takes hexadecimal digits of either case and leaves a plus sign alone', () => {
    expect(percentDecode('a%2b+%2B%zz%')).toBe('a+++%zz%')
  })
})
