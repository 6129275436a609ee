import { describe, expect, test } from 'vitest'
import { parsePostTarget } from './http-request.ts'

describe('parsePostTarget()', () => {
  test('parsePostTarget() renders a POST with path and query as configured', () => {
    const target = parsePostTarget('http://127.0.0.1:8080/in/events?authkey=a%2Bb&x#part')
    expect(target).toMatchObject({ host: '127.0.0.1', port: 8080 })
    expect(target.render('class=call')).toBe(
      'POST /in/events?authkey=a%2Bb&x HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: callstorm-softswitch\r\n' +
        'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\nclass=call',
    )
  })

  test('parsePostTarget() knows the default port and the address inside brackets', () => {
    expect(parsePostTarget('http://[::1]/')).toMatchObject({ host: '::1', port: 80 })
    expect(parsePostTarget('http://[::1]/').render('')).toContain('\r\nHost: [::1]\r\n')
  })

  test('parsePostTarget() turns user and password into an Authorization header', () => {
    const request = parsePostTarget('http://J%C3%BCrgen:a%3Ab@127.0.0.1/').render('')
    expect(request).toContain(`\r\nAuthorization: Basic ${Buffer.from('Jürgen:a:b').toString('base64')}\r\n`)
    expect(request).toContain('\r\nHost: 127.0.0.1\r\n')
  })

  test('parsePostTarget() refuses other schemes and what is no URL, without repeating the key', () => {
    expect(() => parsePostTarget('https://127.0.0.1/?authkey=k')).toThrow(
      'the scheme must be "http:": current value is "https:"',
    )
    expect(() => parsePostTarget('127.0.0.1:80/?authkey=k')).toThrow(/^(?!.*authkey)/)
    expect(() => parsePostTarget('/events?authkey=k')).toThrow(TypeError)
  })
})
