import { describe, expect, test } from 'vitest'
import { parseReplyHead } from './reply-head.ts'

const parse = (...lines: string[]): ReturnType<typeof parseReplyHead> => parseReplyHead(`${lines.join('\r\n')}\r\n\r\n`)

describe('parseReplyHead()', () => {
  test('parseReplyHead() reads status and headers, names in lower case, values trimmed', () => {
    const head = parse('HTTP/1.1 200 OK', 'Content-Length:5', 'X-Note: \t a : b \t')
    expect(head).toEqual({
      status: 200,
      headers: [
        ['content-length', '5'],
        ['x-note', 'a : b'],
      ],
      framing: { kind: 'length', octets: 5 },
      keepAlive: true,
      idleSeconds: undefined,
    })
  })

  test('parseReplyHead() joins a folded line and takes bare line feeds and an empty reason', () => {
    expect(parseReplyHead('HTTP/1.1 204\nX-A: b\n c\n\n')).toMatchObject({ status: 204, headers: [['x-a', 'b c']] })
  })

  test.each([
    ['no length', [], { kind: 'until-close' }, false],
    ['a length', ['Content-Length: 3'], { kind: 'length', octets: 3 }, true],
    ['equal lengths', ['Content-Length: 3, 3', 'Content-Length: 3'], { kind: 'length', octets: 3 }, true],
    ['chunked last', ['Transfer-Encoding: gzip, Chunked'], { kind: 'chunked' }, true],
    ['chunked not last', ['Transfer-Encoding: chunked, gzip'], { kind: 'until-close' }, false],
    ['coding and length', ['Transfer-Encoding: chunked', 'Content-Length: 3'], { kind: 'chunked' }, false],
    ['an asked-for close', ['Content-Length: 0', 'Connection: x, Close'], { kind: 'length', octets: 0 }, false],
  ])('parseReplyHead() frames a reply with %s', (_, lines, framing, keepAlive) => {
    expect(parse('HTTP/1.1 200 OK', ...lines)).toMatchObject({ framing, keepAlive })
  })

  test('parseReplyHead() keeps an HTTP/1.0 connection only when it says so', () => {
    expect(parse('HTTP/1.0 200 OK', 'Content-Length: 0').keepAlive).toBe(false)
    expect(parse('HTTP/1.0 200 OK', 'Content-Length: 0', 'Connection: Keep-Alive').keepAlive).toBe(true)
  })

  test.each([204, 304, 100])('parseReplyHead() gives status %i no body whatever its headers say', (status) => {
    expect(parse(`HTTP/1.1 ${status} X`, 'Content-Length: 9').framing).toEqual({ kind: 'length', octets: 0 })
  })

  test('parseReplyHead() reads how long the server keeps an idle connection', () => {
    expect(parse('HTTP/1.1 204 X', 'Keep-Alive: max=9, timeout=5').idleSeconds).toBe(5)
  })

  test.each([
    ['SSH-2.0-OpenSSH_9.2', 'its status line is malformed: current value is "SSH-2.0-OpenSSH_9.2"'],
    ['HTTP/2 200 OK', 'its status line is malformed'],
    ['HTTP/1.1 099 Low', 'its status line is malformed'],
    ['HTTP/1.1 200 OK\r\nNo colon', 'a header line is malformed: current value is "No colon"'],
    ['HTTP/1.1 200 OK\r\nA b: c', 'a header line is malformed'],
    ['HTTP/1.1 200 OK\r\n first: folded', 'a header line is malformed'],
    ['HTTP/1.1 200 OK\r\nContent-Length: +5', 'its Content-Length is not one number: current value is "+5"'],
    ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6', 'its Content-Length is not one number'],
  ])('parseReplyHead() refuses %j', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })
})
