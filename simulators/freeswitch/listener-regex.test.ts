import { describe, expect, test } from 'vitest'
import { compileClientRegex } from './listener-regex.ts'

describe('compileClientRegex()', () => {
  test.each([
    ['^a(b+)c$', '', 'abbc', ['abbc', 'bb']],
    ['ab', 'i', 'xAB', ['AB']],
    ['(a)|(b)', '', 'b', ['b', '', 'b']],
    ['a.c', 's', 'a\nc', ['a\nc']],
    ['a.c', '', 'a\nc', undefined],
    ['\\+49(?=30)', '', '+4930', ['+49']],
    ['(.)\\1', '', 'abba', ['bb', 'b']],
    ['\xe4', '', 'x\xe4y', ['\xe4']],
  ])('/%s/%s on %j gives %j', (pattern, flags, text, expected) => {
    expect(compileClientRegex(pattern, flags)?.match(text)).toEqual(expected)
  })

  test.each(['([', '(?=', '(a', 'x'.repeat(20_000)])('refuses a broken or overlong pattern', (pattern) => {
    expect(compileClientRegex(pattern, '')).toBeUndefined()
  })

  test('answers a pattern of exponential backtracking in linear time', () => {
    expect(compileClientRegex('^(a+)+$', '')?.match(`${'a'.repeat(50_000)}b`)).toBeUndefined()
    expect(compileClientRegex('^(\\w|\\d)*$', '')?.match('0'.repeat(50_000))).toHaveLength(2)
  })

  test('gives up a backtracking pattern that takes too long, and does not try again', () => {
    const regex = compileClientRegex('^(?=(a+)+$)', '')
    expect(regex?.match('aaa')).toEqual(['', 'aaa'])
    expect(regex?.match(`${'a'.repeat(40)}b`)).toBeUndefined()
    expect(regex?.match('aaa')).toBeUndefined()
  })
})
