import { describe, expect, test } from 'vitest'

import { decodePercent, wellFormed } from './text.ts'

describe('decodePercent()', () => {
  test.each([
    ['J%C3%BCrgen%20%22X%22%20%3A%20100%25', 'Jürgen "X" : 100%'],
    ['100%', '100%'],
    ['%', '%'],
    ['%zz', '%zz'],
    ['%4', '%4'],
    ['%4G', '%4G'],
    ['a%41b', 'aAb'],
    ['a%4a', 'aJ'],
    ['%u0041', '%u0041'],
    ['%E9', '\ufffd'],
    ['caf%E9!', 'caf\ufffd!'],
    ['%F0%9F', '\ufffd'],
    ['%ED%A0%80', '\ufffd\ufffd\ufffd'],
    ['%00', '\u0000'],
    ['%EF%BB%BFx', '\ufeffx'],
    ['a+b', 'a+b'],
  ])('reads %j as %j', (encoded, decoded) => {
    expect(decodePercent(encoded)).toBe(decoded)
  })

  test('reads octets that were not encoded as UTF-8', () => {
    expect(decodePercent(Buffer.from('ü☎🎉').toString('latin1'))).toBe('ü☎🎉')
  })

  test('reads a plus as a blank in forms only, and %2B as a plus', () => {
    expect(decodePercent('a+b%20c%2Bd', true)).toBe('a b c+d')
  })
})

test('wellFormed() replaces lone surrogates and keeps pairs', () => {
  expect(wellFormed('a\ud800b🎉\udc00')).toBe('a\ufffdb🎉\ufffd')
})
