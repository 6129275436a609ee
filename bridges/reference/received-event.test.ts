import { describe, expect, test } from 'vitest'

import { decodePairs } from './form.ts'
import { receivedEvent } from './received-event.ts'

const receive = (form: string, unknown: 'forward' | 'discard' = 'forward') => {
  const event = receivedEvent(decodePairs(form) ?? [], unknown)
  return typeof event === 'object' ? event.fields : event
}

describe('receivedEvent()', () => {
  test('keeps every value as spelled and makes a number of machine only', () => {
    expect(
      receive(
        'asteriskid=1234567890.1&class=call&event=start&machine=1&timestamp=1234567890.100000' +
          '&x1=0044&x2=1e5&x3=true&x4=null&x5=12345678901234567890',
      ),
    ).toEqual([
      ['asteriskid', '1234567890.1'],
      ['class', 'call'],
      ['event', 'start'],
      ['machine', 1],
      ['timestamp', '1234567890.100000'],
      ['x1', '0044'],
      ['x2', '1e5'],
      ['x3', 'true'],
      ['x4', 'null'],
      ['x5', '12345678901234567890'],
    ])
  })

  test.each(['01', '1.0', '-0', '', 'x', '1234567890123456789'])('leaves machine=%s a text', (machine) => {
    expect(receive(`class=a&event=b&timestamp=1&machine=${machine}`)).toContainEqual(['machine', machine])
  })

  test.each(['event=b&timestamp=1', 'class=a&timestamp=1', 'class=a&event=b', 'class=&event=b&timestamp=1', ''])(
    'refuses "%s"',
    (form) => {
      expect(receive(form)).toBe('invalid')
    },
  )

  test('takes hostile names as names and the last of repeated ones', () => {
    expect(receive('class=a&event=b&timestamp=1&__proto__=x&constructor=y&q[]=1&p[k]=2&callid=a&callid=b')).toEqual([
      ['class', 'a'],
      ['event', 'b'],
      ['timestamp', '1'],
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['q[]', '1'],
      ['p[k]', '2'],
      ['callid', 'b'],
    ])
  })

  test('discards unknown events and fields when told to', () => {
    expect(receive('class=zebra&event=grazed&timestamp=1', 'discard')).toBeUndefined()
    expect(receive('class=call&event=end&timestamp=1&cause=X&colour=blue', 'discard')).toEqual([
      ['class', 'call'],
      ['event', 'end'],
      ['timestamp', '1'],
      ['cause', 'X'],
    ])
  })
})

describe('decodePairs()', () => {
  test('decodes as browsers do', () => {
    expect(
      decodePairs('from=%2B4420&to=a+b%20c&body=%C3%BC%26%3D%25%0D%0A&empty=&bare&&x=%zz&y=%&z=%E9&a=b=c'),
    ).toEqual([
      ['from', '+4420'],
      ['to', 'a b c'],
      ['body', 'ü&=%\r\n'],
      ['empty', ''],
      ['bare', ''],
      ['x', '%zz'],
      ['y', '%'],
      ['z', '\ufffd'],
      ['a', 'b=c'],
    ])
  })

  test('refuses more than a thousand pairs', () => {
    expect(decodePairs('a=b&'.repeat(999))).toHaveLength(999)
    expect(decodePairs('a=b&'.repeat(1_001))).toBeUndefined()
  })
})
