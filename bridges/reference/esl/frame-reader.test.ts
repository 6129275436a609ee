import { describe, expect, test } from 'vitest'

import { frame, notice, plainFrame } from '../testing/frames.ts'
import { createFrameReader, MAX_BODY_OCTETS, MAX_HEAD_OCTETS } from './frame-reader.ts'

const collect = () => {
  const frames: { type: string; body: string }[] = []
  const reader = createFrameReader(({ contentType, body }) =>
    frames.push({ type: contentType, body: body.toString('utf8') }),
  )
  return { frames, reader }
}

const stream = Buffer.concat([
  Buffer.from('Content-Type: auth/request\n\n'),
  Buffer.from('Content-Type: command/reply\nReply-Text: +OK accepted\n\n'),
  plainFrame({ 'Event-Name': 'MESSAGE' }, '日本語 ☎'),
  plainFrame({ 'Event-Name': 'HEARTBEAT' }),
  notice(),
])

describe('createFrameReader()', () => {
  test('reads the same frames however the octets are split in two', () => {
    const whole = collect()
    whole.reader.push(stream)
    expect(whole.frames.map(({ type }) => type)).toEqual([
      'auth/request',
      'command/reply',
      'text/event-plain',
      'text/event-plain',
      'text/disconnect-notice',
    ])
    for (let at = 1; at < stream.length; at += 1) {
      const split = collect()
      split.reader.push(stream.subarray(0, at))
      split.reader.push(stream.subarray(at))
      expect(split.frames).toEqual(whole.frames)
    }
  })

  test('reads octet by octet', () => {
    const { frames, reader } = collect()
    for (const octet of stream) reader.push(Buffer.of(octet))
    expect(frames).toHaveLength(5)
    expect(frames[2]?.body.endsWith('\n\n日本語 ☎')).toBe(true)
  })

  test('keeps what it holds when the memory of a chunk is reused', () => {
    const { frames, reader } = collect()
    const shared = Buffer.alloc(20)
    for (let at = 0; at < stream.length; at += shared.length) {
      const length = stream.copy(shared, 0, at)
      reader.push(shared.subarray(0, length))
      shared.fill(0)
    }
    expect(frames[4]?.body).toContain('goodbye')
  })

  test('takes Content-Length in any place and any case, and skips other headers', () => {
    const { frames, reader } = collect()
    reader.push(
      Buffer.from('X-New: 1\ncontent-type: text/x\nNoColon\n: v\nCONTENT-LENGTH: 3\n\nabc\n\nContent-Type: y\n\n'),
    )
    expect(frames).toEqual([
      { type: 'text/x', body: 'abc' },
      { type: 'y', body: '' },
    ])
  })

  test('hands over a body of 1 MiB that arrives in pieces', () => {
    const { frames, reader } = collect()
    const large = frame('text/event-plain', Buffer.alloc(1024 * 1024, 'a'))
    for (let at = 0; at < large.length; at += 1_460) reader.push(large.subarray(at, at + 1_460))
    expect(frames[0]?.body).toHaveLength(1024 * 1024)
  })

  test.each(['-1', 'abc', '9999999999', '', '1 2', '0x10', String(MAX_BODY_OCTETS + 1)])(
    'refuses a Content-Length of "%s"',
    (length) => {
      const { reader } = collect()
      expect(() => reader.push(Buffer.from(`Content-Length: ${length}\nContent-Type: x\n\n`))).toThrow(RangeError)
    },
  )

  test('refuses two different lengths and takes two equal ones', () => {
    expect(() => collect().reader.push(Buffer.from('Content-Length: 1\nContent-Length: 2\n\nab'))).toThrow(
      /two lengths/,
    )
    const { frames, reader } = collect()
    reader.push(Buffer.from('Content-Length: 1\nContent-Length: 1\n\na'))
    expect(frames).toEqual([{ type: '', body: 'a' }])
  })

  test('refuses a header block without an end', () => {
    const { reader } = collect()
    const lines = Buffer.from('a: b\n'.repeat(13_000))
    expect(() => {
      for (let octets = 0; octets <= MAX_HEAD_OCTETS + lines.length; octets += lines.length) reader.push(lines)
    }).toThrow(/header must end/)
  })

  test('stop() ignores the rest of the chunk being read', () => {
    const types: string[] = []
    const reader = createFrameReader(({ contentType }) => {
      types.push(contentType)
      reader.stop()
    })
    reader.push(Buffer.concat([notice(), plainFrame({ 'Event-Name': 'HEARTBEAT' })]))
    reader.push(notice())
    expect(types).toEqual(['text/disconnect-notice'])
  })
})
