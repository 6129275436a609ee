import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFrameParser, frameHeaderValue } from './parse-frames.ts'

const STREAM =
  'Content-Type: auth/request\n\n' +
  'Content-Type: command/reply\nReply-Text: +OK Job-UUID: x\nJob-UUID: x\n\n' +
  'Content-Type: api/response\nContent-Length: 6\n\na: b\n\n' +
  'Content-Length: 0\nContent-Type: text/event-plain\n\n' +
  'Content-Type: log/data\nContent-Length: 2\nUser-Data: \n\n\xff\n'

describe('createFrameParser()', () => {
  test('splits a stream into frames with their bodies', () => {
    const frames = createFrameParser().push(Buffer.from(STREAM, 'latin1'))
    expect(frames.map(({ body }) => body)).toEqual([undefined, undefined, 'a: b\n\n', '', '\xff\n'])
    expect(frames.map((frame) => frameHeaderValue(frame, 'content-type'))).toEqual([
      'auth/request', 'command/reply', 'api/response', 'text/event-plain', 'log/data',
    ])
    expect(frames[4]?.headers[2]).toEqual(['User-Data', ''])
  })

  test('gives the same frames for any split of the octets', () => {
    const whole = createFrameParser().push(Buffer.from(STREAM, 'latin1'))
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: STREAM.length })), (cuts) => {
        const parser = createFrameParser()
        const edges = [0, ...cuts.sort((a, b) => a - b), STREAM.length]
        const parts = edges.slice(1).map((edge, i) => STREAM.slice(edges[i], edge))
        expect(parts.flatMap((part) => parser.push(Buffer.from(part, 'latin1')))).toEqual(whole)
        expect(parser.pending).toBe(0)
      }),
    )
  })

  test.each([
    ['a line without a colon', 'Content-Type\n\n'],
    ['a blank line between frames', '\n\nContent-Type: x\n\n'],
    ['two lengths', 'Content-Length: 1\nContent-Length: 1\n\na'],
    ['a length that is no number', 'Content-Length: +1\n\na'],
    ['a length beyond the limit', 'Content-Length: 999999999\n\n'],
    ['an endless header', 'A: '.padEnd(2_000_000, 'x')],
  ])('refuses %s', (_, stream) => {
    expect(() => createFrameParser().push(Buffer.from(stream))).toThrow(SyntaxError)
  })
})
