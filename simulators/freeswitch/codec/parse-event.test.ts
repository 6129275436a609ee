import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVENT_CUSTOM, EVENT_TYPES } from '../events/event-types.ts'
import { EVENT_FORMATS } from '../events/outgoing.ts'
import { parseEvent } from './parse-event.ts'
import { serializeEvent } from './serialize.ts'
import type { EventFormat } from '../events/outgoing.ts'
import type { FsEvent, FsHeader } from './event.ts'

const RUNS = { numRuns: 300 }

/** What all three formats tell apart; see `parseEvent()` for what they do not. */
const text = fc.string({
  unit: fc.integer({ min: 1, max: 255 }).map((octet) => String.fromCharCode(octet)),
  minLength: 1,
})
const value = text.filter((candidate) => !/%[0-9A-Fa-f]{2}/.test(candidate) && !candidate.startsWith('ARRAY::'))
const element = value.filter((candidate) => !candidate.includes('|') && !candidate.startsWith(':'))
const array = fc.array(element, { minLength: 2, maxLength: 5 })
const name = fc.string({ unit: fc.constantFrom(...'ABCxyz0-_.'), minLength: 1, maxLength: 8 })
const headers = fc
  .array(fc.tuple(name, fc.oneof(value, array)))
  .filter((list) => list.every(([key], i) => key !== list[i - 1]?.[0]))
const body = fc.option(fc.string({ unit: fc.constantFrom(...'ab<>&"\'\r\n\t é€', '<b>'), minLength: 1 }).map(utf8), {
  nil: undefined,
})
const type = fc.integer({ min: 0, max: EVENT_TYPES.length - 2 })

const event = fc
  .tuple(type, fc.option(value, { nil: undefined }), headers, body)
  .map(([type, subclass, list, body]): FsEvent => {
    const named: FsHeader[] = [...list, ['Event-Name', EVENT_TYPES[type] ?? '']]
    return { type, subclass: type === EVENT_CUSTOM ? subclass : undefined, headers: named, body }
  })

describe('parseEvent()', () => {
  test.each(EVENT_FORMATS)('reads back what is written as %s', (format) => {
    fc.assert(
      fc.property(event, (original) => {
        expect(parseEvent(serializeEvent(original, format), format)).toEqual(original)
      }),
      RUNS,
    )
  })

  test.each(['\n', '\n  ', 'a\n  ', 'a\n    '])('reads back the body %j from XML, whose closing tag may be indented', (last) => {
    const original: FsEvent = { type: EVENT_CUSTOM, subclass: undefined, headers: [['Event-Name', 'CUSTOM']], body: last }
    expect(parseEvent(serializeEvent(original, 'xml'), 'xml')).toEqual(original)
  })

  test.each(EVENT_FORMATS)('refuses %s text that is not an event, with a SyntaxError', (format) => {
    fc.assert(
      fc.property(text, (garbage) => {
        try {
          parseEvent(garbage, format)
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError)
        }
      }),
      RUNS,
    )
  })

  test.each<readonly [EventFormat, string]>([
    ['plain', 'Event-Name: API\n'],
    ['plain', 'Event-Name: API\nno colon\n\n'],
    ['plain', 'Event-Name: API\nContent-Length: 4\n\nabc'],
    ['plain', 'Event-Name: NO_SUCH_EVENT\n\n'],
    ['json', '{"Event-Name":"API",}'],
    ['json', '{"Event-Name":1}'],
    ['json', '{"Event-Name": "API"}'],
    ['json', '{"Event-Name":"API"} '],
    ['json', '{"Event-Name":"API","Content-Length":"2","_body":"abc"}'],
    ['xml', '<event>\n  <headers>\n    <A>1</B>\n  </headers>\n</event>\n'],
    ['xml', '<event>\n  <headers>\n  </headers>\n</event>'],
  ])('refuses %s %j', (format, wrong) => {
    expect(() => parseEvent(wrong, format)).toThrow(SyntaxError)
  })

  test('takes the last Event-Name, which is the one of the server', () => {
    expect(parseEvent('Event-Name: HEARTBEAT\nEvent-Name: API\n\n', 'plain').type).toBe(EVENT_TYPES.indexOf('API'))
  })
})

function utf8(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1')
}
