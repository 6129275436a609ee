import { describe, expect, it } from 'vitest'
import { parseLength, parseMoment, parseSegment } from './parse-option.ts'

describe('parseSegment()', () => {
  it('reads a part and how many there are', () => {
    expect(parseSegment('2/3')).toEqual({ part: 2, of: 3 })
  })

  it.each(['0/3', '4/3', '2', '1/0', 'a/b', '1/3/5', '-1/2'])('refuses %s', (text) => {
    expect(() => parseSegment(text)).toThrow('accepted is a part such as 2/3')
  })
})

describe('parseLength()', () => {
  it('reads a duration as seconds', () => {
    expect(parseLength('500ms')).toBe(0.5)
  })

  it.each(['0', '0s', '-3s', '1 day', '169h', '99999999h'])('refuses %s', (text) => {
    expect(() => parseLength(text)).toThrow('accepted are durations')
  })
})

describe('parseMoment()', () => {
  it('reads a time of day with its zone', () => {
    expect(parseMoment('2026-11-22T04:30:00Z')).toBe(1_795_321_800_000)
    expect(parseMoment('2026-11-22T05:30:00.5+01:00')).toBe(1_795_321_800_500)
  })

  it.each(['04:30', '2026-11-22', '2026-11-22T04:30:00', 'soon'])('refuses %s, whose zone is not said', (text) => {
    expect(() => parseMoment(text)).toThrow('accepted is a moment')
  })
})
