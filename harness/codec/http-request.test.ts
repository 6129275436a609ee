import { describe, expect, it } from 'vitest'
import { headerOf, readRequest } from './http-request.ts'

const POST = 'POST /hook?authkey=a%2Bb HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\na=b'
const read = (text: string, limit = 100) => readRequest(Buffer.from(text, 'latin1'), limit)

describe('readRequest()', () => {
  it('keeps the target and the names of headers as they were spelled', () => {
    const result = read(`${POST}NEXT`)
    if (result.kind !== 'request') throw new Error(result.kind)
    expect(result.octets).toBe(POST.length)
    expect(result.request.target).toBe('/hook?authkey=a%2Bb')
    expect(result.request.headers[0]).toEqual(['Host', 'x'])
    expect(headerOf(result.request, 'content-type')).toBe('text/plain')
    expect(result.request.body.toString()).toBe('a=b')
  })

  it('waits for a request that is cut anywhere', () => {
    for (let cut = 0; cut < POST.length; cut++) expect(read(POST.slice(0, cut)).kind, `cut at ${cut}`).toBe('incomplete')
  })

  it('joins chunks and finds the end behind the last one', () => {
    const chunked = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x=y\r\n=b\r\n0\r\n\r\n'
    const result = read(`${chunked}NEXT`)
    if (result.kind !== 'request') throw new Error(result.kind)
    expect([result.request.body.toString(), result.octets]).toEqual(['a=b', chunked.length])
  })

  it.each([
    ['HELLO\r\n\r\n', 'its request line is not one'],
    ['GET / HTTP/1.1\r\nbad header\r\n\r\n', 'a header line is not one'],
    ['GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n', 'its body has no length'],
    ['GET / HTTP/1.1\r\nContent-Length: 101\r\n\r\n', 'its body of 101 octets is too long'],
    ['GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'a chunk has no size'],
  ])('refuses %j', (text, problem) => {
    expect(read(text)).toEqual({ kind: 'malformed', problem })
  })
})
