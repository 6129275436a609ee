import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFormEvent, readJsonEvent } from './read-event.ts'

const json = (text: string) => readJsonEvent(Buffer.from(text))
const form = (text: string) => readFormEvent(Buffer.from(text, 'latin1'))

describe('readJsonEvent()', () => {
  it('keeps the spelling of numbers and tells them from look-alikes', () => {
    expect(json('{"machine": 1,"a":"0044","b":1e5,"c":12345678901234567890}')).toEqual({
      kind: 'event',
      fields: [
        { name: 'machine', value: '1', type: 'number' },
        { name: 'a', value: '0044', type: 'string' },
        { name: 'b', value: '1e5', type: 'number' },
        { name: 'c', value: '12345678901234567890', type: 'number' },
      ],
    })
  })

  it('reads neither what is nested without end nor what has members without end', () => {
    const refused = { kind: 'malformed', problem: 'it is too large or nested too deep for an event' }
    expect(json(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)).toEqual(refused)
    expect(json(`{${'"a":1,'.repeat(50_000)}"a":1}`)).toEqual(refused)
    expect(json(`{"a":"${'x'.repeat(8_000_000)}"}`)).toEqual(refused)
    expect(json(`{"a":"${'\\"'.repeat(2_000_000)}"}`)).toMatchObject({ fields: [{ value: '"'.repeat(2_000_000) }] })
    expect(json(`{"a":${'['.repeat(63)}${']'.repeat(63)},${'"b":1,'.repeat(1000)}"a":1}`).kind).toBe('event')
  })

  it('shows repeated names and values that are not flat', () => {
    expect(json('{"a":"1","a":"2","b":["x",{"y":1}],"c":null,"d":{}}')).toEqual({
      kind: 'event',
      fields: [
        { name: 'a', value: '1', type: 'string' },
        { name: 'a', value: '2', type: 'string' },
        { name: 'b', value: '["x",{"y":1}]', type: 'other' },
        { name: 'c', value: 'null', type: 'other' },
        { name: 'd', value: '{}', type: 'other' },
      ],
    })
  })

  it('agrees with JSON.parse on every flat object of strings', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
      selector: ([name]) => name,
    })
    fc.assert(
      fc.property(members, (pairs) => {
        const text = `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`
        const fields = pairs.map(([name, value]) => ({ name, value, type: 'string' }))
        expect(json(text)).toEqual({ kind: 'event', fields })
      }),
    )
  })

  it.each([
    ['[{"a":"1"}]', 'it is not one object'],
    ['null', 'it is not one object'],
    ['{"a":1', 'it is not JSON'],
    ['\uFEFF{"a":"1"}', 'it begins with a byte order mark'],
  ])('refuses %j', (text, problem) => {
    expect(json(text)).toEqual({ kind: 'malformed', problem })
  })

  it('refuses invalid UTF-8', () => {
    expect(readJsonEvent(Buffer.from('{"a":"\xff"}', 'latin1'))).toEqual({
      kind: 'malformed',
      problem: 'it is not valid UTF-8',
    })
  })
})

describe('readFormEvent()', () => {
  it('reads no form with fields without end', () => {
    expect(form('a=&'.repeat(9999) + 'a=').kind).toBe('event')
    expect(form('a=&'.repeat(10_000) + 'a=')).toEqual({ kind: 'malformed', problem: 'it has more than 10000 fields' })
  })

  it('decodes plus, escapes, UTF-8, empty and bare names', () => {
    expect(form('from=%2B4420&to=a+b%20c&body=%C3%BC%26%3D%25%0D%0A&empty=&bare')).toEqual({
      kind: 'event',
      fields: [
        { name: 'from', value: '+4420', type: 'string' },
        { name: 'to', value: 'a b c', type: 'string' },
        { name: 'body', value: 'ü&=%\r\n', type: 'string' },
        { name: 'empty', value: '', type: 'string' },
        { name: 'bare', value: '', type: 'string' },
      ],
    })
  })

  it('agrees with URLSearchParams on whatever that encodes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }))), (pairs) => {
        const reading = form(new URLSearchParams(pairs).toString())
        expect(reading).toEqual({ kind: 'event', fields: pairs.map(([name, value]) => ({ name, value, type: 'string' })) })
      }),
    )
  })

  it.each(['a=%zz', 'a=%', 'a=%E9', 'a=ü', 'a=b c', 'a=b\r\nX: y'])('refuses %j', (text) => {
    expect(readFormEvent(Buffer.from(text, text.includes('ü') ? 'utf8' : 'latin1')).kind).toBe('malformed')
  })
})
