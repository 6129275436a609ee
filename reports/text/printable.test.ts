import { expect, test } from 'vitest'
import { printable } from './printable.ts'

test('printable() shows escape sequences instead of performing them', () => {
  expect(printable('\u001b[2J\u001b]0;owned\u0007')).toBe('\\x1b[2J\\x1b]0;owned\\x07')
})

test('printable() keeps a text on one line', () => {
  expect(printable('a\r\nb\tc\u2028d\u0085e')).toBe('a\\r\\nb\\tc\\u2028d\\x85e')
})

test('printable() shows characters that make text read otherwise than it is', () => {
  expect(printable('abc\u202Etxt.exe \u200Bx\uFEFF')).toBe('abc\\u202etxt.exe \\u200bx\\ufeff')
})

test('printable() shows lone surrogates and leaves pairs alone', () => {
  expect(printable('\uD800 😀 Zoë 山')).toBe('\\ud800 😀 Zoë 山')
})

test('printable() cuts overlong text and says how much is missing', () => {
  expect(printable('x'.repeat(12), 10)).toBe(`${'x'.repeat(10)}… (2 more characters)`)
})
