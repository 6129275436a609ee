import { describe, expect, test } from 'vitest'
import { EVENT_CUSTOM, eventType } from '../events/event-types.ts'
import { serializeEvent } from './serialize.ts'
import { toOutgoing } from './fs-outgoing.ts'
import type { FsEvent, FsHeader } from './event.ts'

describe('serializeEvent()', () => {
  const event = custom({
    headers: [
      ['X-One', 'a b&c=1'],
      ['X-Multi', ['red', 'green', 'blue']],
      ['X-Single', ['one']],
      ['X-Utf', octets('grüße "q"')],
      ['X-Dup', '1'],
      ['X-Dup', '2\n\x01'],
    ],
    body: octets('hello <b>&"x"\r\nzweite Zeile é\n'),
  })

  test('plain encodes values, joins arrays and puts the length before the raw body', () => {
    expect(serializeEvent(event, 'plain')).toBe(
      'Event-Subclass: demo%3A%3Ax\nX-One: a%20b%26c%3D1\nX-Multi: ARRAY%3A%3Ared%7C%3Agreen%7C%3Ablue\nX-Single: one\n' +
        'X-Utf: gr%C3%BC%C3%9Fe%20%22q%22\nX-Dup: 1\nX-Dup: 2%0A%01\nContent-Length: 31\n\n' +
        octets('hello <b>&"x"\r\nzweite Zeile é\n'),
    )
  })

  test('json keeps duplicate keys and raw UTF-8', () => {
    expect(serializeEvent(event, 'json')).toBe(
      octets(
        '{"Event-Subclass":"demo::x","X-One":"a b&c=1","X-Multi":["red","green","blue"],"X-Single":["one"],' +
          '"X-Utf":"grüße \\"q\\"","X-Dup":"1","X-Dup":"2\\n\\u0001","Content-Length":"31",' +
          '"_body":"hello <b>&\\"x\\"\\r\\nzweite Zeile é\\n"}',
      ),
    )
  })

  test('xml repeats elements and indents behind a body that ends in a line feed', () => {
    expect(serializeEvent(event, 'xml')).toBe(
      '<event>\n  <headers>\n    <Event-Subclass>demo%3A%3Ax</Event-Subclass>\n    <X-One>a%20b%26c%3D1</X-One>\n' +
        '    <X-Multi>red</X-Multi>\n    <X-Multi>green</X-Multi>\n    <X-Multi>blue</X-Multi>\n    <X-Single>one</X-Single>\n' +
        '    <X-Utf>gr%C3%BC%C3%9Fe%20%22q%22</X-Utf>\n    <X-Dup>1</X-Dup>\n    <X-Dup>2%0A%01</X-Dup>\n  </headers>\n' +
        '  <Content-Length>31</Content-Length>\n  <body>hello &lt;b&gt;&amp;"x"&#xD;\nzweite Zeile &#xE9;\n  </body>\n</event>\n',
    )
  })

  test('xml stops escaping at "<!" and drops octets that are no UTF-8', () => {
    expect(serializeEvent(custom({ body: 'a\xff<!&>' }), 'xml')).toContain('<body>a<!&></body>')
  })

  test('plain cuts a long array where the encode buffer of the server ends', () => {
    const array = Array.from({ length: 600 }, () => octets('☎'))
    const [, line = ''] = serializeEvent(custom({ headers: [['X', array]] }), 'plain').split('\n')
    expect(line).toHaveLength('X: '.length + 5999)
  })

  test('an empty body has a length in json only', () => {
    const empty = custom({ body: '' })
    expect(serializeEvent(empty, 'plain')).toBe('Event-Subclass: demo%3A%3Ax\n\n')
    expect(serializeEvent(empty, 'json')).toBe('{"Event-Subclass":"demo::x","Content-Length":"0","_body":""}')
    expect(serializeEvent(empty, 'xml')).not.toContain('body')
  })
})

describe('toOutgoing()', () => {
  test('writes the same frame twice and none beyond its limit', () => {
    const outgoing = toOutgoing({ type: eventType('API'), subclass: undefined, headers: [['A', '1']], body: undefined })
    const limit = outgoing.frameLimit('plain')
    const target = Buffer.alloc(2 * limit + 1)
    const middle = outgoing.writeFrame('plain', target, 0)
    const end = outgoing.keep().writeFrame('plain', target, middle)
    expect([middle, end]).toEqual([limit, 2 * limit])
    expect(target.toString('latin1', 0, middle)).toBe('Content-Length: 6\nContent-Type: text/event-plain\n\nA: 1\n\n')
    expect(target.subarray(middle, end)).toEqual(target.subarray(0, middle))
  })

  test('finds the first header of a name, an array as its text, and the subclass', () => {
    const outgoing = toOutgoing(
      custom({
        headers: [
          ['N', ['a', 'b']],
          ['n', 'c'],
        ],
        body: 'text',
      }),
    )
    expect(outgoing.header('n')).toBe('ARRAY::a|:b')
    expect(outgoing.header('event-subclass')).toBe('demo::x')
    expect(outgoing.header('_body')).toBe('text')
    expect(outgoing.header('M')).toBeUndefined()
  })
})

function custom({ headers = [], body }: { headers?: readonly FsHeader[]; body?: string }): FsEvent {
  return { type: EVENT_CUSTOM, subclass: 'demo::x', headers, body }
}

function octets(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}
