import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createReplyParser, DEFAULT_REPLY_LIMITS } from './reply-parser.ts'

interface Outcome {
  readonly replies: readonly { status: number; body: string; keepAlive: boolean }[]
  readonly error: string | undefined
  readonly idle: boolean
}

/** Feeds the text cut at the offsets, then the end of the connection when asked for. */
function parse(text: string, cuts: readonly number[] = [], ends = false, limits = DEFAULT_REPLY_LIMITS): Outcome {
  const bytes = Buffer.from(text, 'latin1')
  const offsets = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  const parser = createReplyParser(limits)
  const replies: { status: number; body: string; keepAlive: boolean }[] = []
  const take: Parameters<typeof parser.push>[1] = (head, body) =>
    void replies.push({ status: head.status, body: body.toString('latin1'), keepAlive: head.keepAlive })
  let error: string | undefined
  try {
    for (let i = 1; i < offsets.length; i++) {
      // A copy that is wiped afterwards: the caller's buffer is used again for the next read.
      const piece = Buffer.from(bytes.subarray(offsets[i - 1], offsets[i]))
      parser.push(piece, take)
      piece.fill(0)
    }
    if (ends) parser.end(take)
  } catch (cause) {
    error = String(cause)
  }
  return { replies, error, idle: error === undefined && parser.idle }
}

const SMALL = { maxHead: 64, maxBody: 32 }
const STREAMS = [
  'HTTP/1.1 204 No Content\r\nServer: nginx\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n' +
    'HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' +
    '5;ext="a"\r\nhel\r\n\r\nA \r\n0123456789\r\n0\r\nX-Trailer: 1\r\n\r\nHTTP/1.1 204 X\r\n\r\n',
  'HTTP/1.1 200 OK\n\nuntil the\r\n\r\nend',
  'HTTP/1.0 500 Bad\r\nContent-Length: 3\r\n\r\nabc',
  'HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n0123456789012345678901234567890123456789',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1F\r\n0123456789012345678901234567890\r\n2\r\nab\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut',
  'no status line at all\r\n\r\n',
  `HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(80)}`,
] as const

describe('createReplyParser()', () => {
  test('createReplyParser() gives the same result for any split of the same octets', () => {
    const input = fc
      .constantFrom(...STREAMS)
      .chain((stream) =>
        fc.tuple(
          fc.constant(stream),
          fc.array(fc.nat(stream.length), { maxLength: 12 }),
          fc.boolean(),
          fc.constantFrom(SMALL, DEFAULT_REPLY_LIMITS),
        ),
      )
    fc.assert(
      fc.property(input, ([stream, cuts, ends, limits]) => {
        expect(parse(stream, cuts, ends, limits)).toEqual(parse(stream, [], ends, limits))
      }),
      { numRuns: 500 },
    )
  })

  test('createReplyParser() gives the same result octet by octet', () => {
    for (const stream of STREAMS) {
      const cuts = Array.from({ length: stream.length }, (_, at) => at)
      expect(parse(stream, cuts, true, SMALL)).toEqual(parse(stream, [], true, SMALL))
    }
  })

  test('createReplyParser() treats any octets alike for any split', () => {
    const text = fc.string({
      unit: fc.constantFrom('\r', '\n', ' ', ':', '0', 'a', 'HTTP/1.1 200', 'Transfer-Encoding: chunked'),
    })
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 8 }), (stream, cuts) => {
        const inside = cuts.filter((cut) => cut <= stream.length)
        expect(parse(stream, inside, true, SMALL)).toEqual(parse(stream, [], true, SMALL))
      }),
    )
  })

  test('createReplyParser() passes over interim replies and splits replies of one read', () => {
    expect(parse(STREAMS[0]).replies).toEqual([
      { status: 204, body: '', keepAlive: true },
      { status: 200, body: 'hello', keepAlive: true },
    ])
    expect(parse(STREAMS[1]).replies).toEqual([{ status: 201, body: '', keepAlive: true }])
  })

  test('createReplyParser() decodes chunks, extensions and trailers', () => {
    expect(parse(STREAMS[2])).toEqual({
      replies: [
        { status: 200, body: 'hel\r\n0123456789', keepAlive: true },
        { status: 204, body: '', keepAlive: true },
      ],
      error: undefined,
      idle: true,
    })
  })

  test('createReplyParser() completes a reply without a length when the connection ends', () => {
    expect(parse(STREAMS[3]).replies).toEqual([])
    expect(parse(STREAMS[3], [], true).replies).toEqual([
      { status: 200, body: 'until the\r\n\r\nend', keepAlive: false },
    ])
  })

  test('createReplyParser() refuses an end in the middle of a head, a body and a chunk', () => {
    for (const text of [
      'HTTP/1.1 200',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na',
      STREAMS[2].slice(0, 60),
    ]) {
      expect(parse(text, [], true).error).toBe(
        'SyntaxError: Cannot read a reply as the connection ended in the middle of it',
      )
    }
    expect(parse(STREAMS[0], [], true).error).toBeUndefined()
  })

  test('createReplyParser() is idle only between replies', () => {
    expect(parse('').idle).toBe(true)
    expect(parse('H').idle).toBe(false)
    expect(parse('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na').idle).toBe(false)
  })

  test.each([
    [STREAMS[5], 'its body is longer than 32 octets'],
    [STREAMS[6], 'Cannot read a chunked body as it is longer than 32 octets'],
    [STREAMS[7], 'a chunk does not end with its line end'],
    [STREAMS[8], 'a size is malformed: current value is "-1\\r\\n"'],
    [STREAMS[11], 'Cannot read the head of a reply as it is longer than 64 octets'],
    [`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(33)}`, 'its body is longer than 32 octets'],
    [
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'0'.repeat(40)}`,
      'a line of a chunked body as it is longer than 32',
    ],
    [`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'a: bcdefgh\r\n'.repeat(4)}`, 'Cannot read trailers'],
  ])('createReplyParser() bounds and checks %j', (stream, message) => {
    expect(parse(stream, [], false, SMALL).error).toContain(message)
  })
})
