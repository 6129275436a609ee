import { describe, expect, test } from 'vitest'

import { parseMembers } from './json-members.ts'

describe('parseMembers()', () => {
  test('keeps the spelling of what is not a string', () => {
    expect(
      parseMembers(' { "a" : 1.50 , "b":12345678901234567890,"c":true,"d":null,"e":"x\\n\\"y\\u00fc", "f":"" } '),
    ).toEqual([
      { name: 'a', text: '1.50', isString: false },
      { name: 'b', text: '12345678901234567890', isString: false },
      { name: 'c', text: 'true', isString: false },
      { name: 'd', text: 'null', isString: false },
      { name: 'e', text: 'x\n"yü', isString: true },
      { name: 'f', text: '', isString: true },
    ])
  })

  test('takes nested values as they are written', () => {
    expect(
      parseMembers('{"a":{"x":[1,{"y":"}"}]},"__proto__":"p","b":[],"c":"{"}')?.map(({ name, text }) => [name, text]),
    ).toEqual([
      ['a', '{"x":[1,{"y":"}"}]}'],
      ['__proto__', 'p'],
      ['b', '[]'],
      ['c', '{'],
    ])
  })

  test('replaces lone surrogates', () => {
    expect(parseMembers('{"a":"\\ud800"}')?.[0]?.text).toBe('\ufffd')
  })

  test.each(['', 'not json', '[]', 'null', '"x"', '{"a":1'])('refuses %j', (json) => {
    expect(parseMembers(json)).toBeUndefined()
  })

  test('takes a text of a megabyte with many escapes', () => {
    const value = 'a"\n'.repeat(350_000)
    expect(parseMembers(JSON.stringify({ value }))?.[0]?.text).toBe(value)
  })
})
