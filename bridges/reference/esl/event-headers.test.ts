import { describe, expect, test } from 'vitest'

import { notice, plainFrame } from '../testing/frames.ts'
import { readHeaderLines, readJsonEvent, readPlainEvent } from './event-headers.ts'

/** The event inside a frame made by plainFrame(). */
const inner = (frame: Buffer): Buffer => frame.subarray(frame.indexOf('\n\n') + 2)

describe('readPlainEvent()', () => {
  test('finds headers in any order and decodes them', () => {
    const event = readPlainEvent(
      inner(
        plainFrame([
          ['Event-Subclass', 'sofia%3A%3Aregister'],
          ['Event-Name', 'CUSTOM'],
          ['contact', '%22%22%20%3Csip%3A1%40h%3E'],
        ]),
      ),
    )
    expect(event?.get('Event-Subclass')).toBe('sofia::register')
    expect(event?.get('contact')).toBe('"" <sip:1@h>')
    expect(event?.get('Unique-ID')).toBeUndefined()
    expect(event?.body()).toBe('')
  })

  test('lets no decoded newline start a header', () => {
    const event = readPlainEvent(
      inner(
        plainFrame({
          'Event-Name': 'CUSTOM',
          contact: 'x%0AEvent-Name%3A%20CHANNEL_HANGUP_COMPLETE%0AUnique-ID%3A%20u',
        }),
      ),
    )
    expect(event?.get('Event-Name')).toBe('CUSTOM')
    expect(event?.get('Unique-ID')).toBeUndefined()
    expect(event?.get('contact')).toBe('x\nEvent-Name: CHANNEL_HANGUP_COMPLETE\nUnique-ID: u')
  })

  test('takes what follows the blank line as body, whatever it looks like and whatever lengths are given', () => {
    const body =
      '\nEvent-Name: CHANNEL_HANGUP_COMPLETE\nUnique-ID: u\n\nContent-Length: 9\nContent-Type: text/event-plain\n\n'
    const event = readPlainEvent(
      inner(
        plainFrame(
          [
            ['content-length', '7'],
            ['Event-Name', 'MESSAGE'],
          ],
          body,
        ),
      ),
    )
    expect(event?.get('Event-Name')).toBe('MESSAGE')
    expect(event?.get('Unique-ID')).toBeUndefined()
    expect(event?.body()).toBe(body)
  })

  test('passes over strange lines', () => {
    const event = readPlainEvent(
      Buffer.from(': v\nwith space: 1\nUniçode: 2\nNoColon\nX:1\n__proto__: x\nUnique-IDs: no\nUnique-ID:u\n\n'),
    )
    expect(event?.get('Unique-ID')).toBe('u')
  })

  test('takes the last of repeated headers, as JSON does', () => {
    const lines = [
      ['Event-Name', 'COMMAND'],
      ['Event-Name', 'PRIVATE_COMMAND'],
      ['Hangup-Cause', 'A'],
      ['Hangup-Cause', 'B'],
    ] as const
    const plain = readPlainEvent(inner(plainFrame(lines)))
    const json = readJsonEvent(Buffer.from(`{${lines.map(([name, value]) => `"${name}":"${value}"`).join(',')}}`))
    for (const event of [plain, json]) {
      expect(event?.get('Event-Name')).toBe('PRIVATE_COMMAND')
      expect(event?.get('Hangup-Cause')).toBe('B')
    }
  })

  test('refuses an event that the last words of a server were written into', () => {
    const whole = inner(plainFrame({ 'Event-Name': 'CHANNEL_CREATE', 'Unique-ID': 'u', variable_x: 'y'.repeat(200) }))
    for (let missing = 1; missing <= 118; missing += 1) {
      const cut = Buffer.concat([
        whole.subarray(0, -missing),
        notice('killed listener because of lost events\n'),
      ]).subarray(0, whole.length)
      expect(readPlainEvent(cut)).toBeUndefined()
    }
  })
})

describe('readJsonEvent()', () => {
  test('reads members and the body', () => {
    const event = readJsonEvent(Buffer.from('{"Event-Name":"MESSAGE","from":"a","Content-Length":"2","_body":"hi"}'))
    expect(event?.get('from')).toBe('a')
    expect(event?.body()).toBe('hi')
  })

  test('makes arrays the text that the plain format has', () => {
    const contact = (json: string) => readJsonEvent(Buffer.from(json))?.get('contact')
    expect(contact('{"contact":["a","b"]}')).toBe('ARRAY::a|:b')
    expect(contact('{"contact":["a"]}')).toBe('a')
    expect(readHeaderLines('contact: ARRAY%3A%3Aa%7C%3Ab\n').get('contact')).toBe('ARRAY::a|:b')
  })

  test('mends raw control characters and octets that are not UTF-8', () => {
    const event = readJsonEvent(Buffer.from('{"contact":"a\u0001b\nc\u007f\xff"}', 'latin1'))
    expect(event?.get('contact')).toBe('a\u0001b\nc\u007f\ufffd')
  })

  test.each(['{"Event-Name":"X"', '[]', 'null', '"x"', ''])('refuses %j', (json) => {
    expect(readJsonEvent(Buffer.from(json))).toBeUndefined()
  })

  test('is not misled by names of the prototype', () => {
    const event = readJsonEvent(Buffer.from('{"__proto__":{"from":"x"}}'))
    expect(event?.get('from')).toBeUndefined()
  })
})
