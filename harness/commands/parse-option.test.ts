import { describe, expect, it } from 'vitest'
import { parseLength, parseStart, parseSegment } from './parse-option.ts'

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

describe('parseStart()', () => {
  const now = Date.parse('2026-11-22T04:30:00Z')

  it('reads a moment to come with its zone', () => {
    expect(parseStart('2026-11-22T04:30:00.001Z', now)).toBe(now + 1)
    expect(parseStart('2026-11-22T05:31:00.5+01:00', now)).toBe(now + 60_500)
    expect(parseStart('2026-11-23T04:30:00Z', now)).toBe(now + 24 * 3600 * 1000)
  })

  it.each(['04:30', '2026-11-22', '2026-11-22T04:31:00', 'soon'])('refuses %s, whose zone is not said', (text) => {
    expect(() => parseStart(text, now)).toThrow('accepted is a moment within the next 24 h, such as 2026-11-22T04:31:00Z')
  })

  it.each([
    ['2026-11-22T04:30:00Z', 'it is past, as it is 2026-11-22T04:30:00Z now: accepted is'],
    ['2026-11-22T04:29:59Z', 'it is past, as it is'],
    ['1999-01-01T00:00:00Z', 'it is past, as it is'],
    ['2026-11-23T04:30:01Z', 'it is too far away: accepted is'],
  ])('refuses %s, at which nothing can start', (text, message) => {
    expect(() => parseStart(text, now)).toThrow(message)
  })
})
