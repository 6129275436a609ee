import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeForm, encodeFormComponent } from './form.ts'

/** Any text, unpaired surrogates included. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat(0xffff).map((c) => String.fromCharCode(c)) }),
)

describe('encodeFormComponent()', () => {
  test('encodeFormComponent() agrees with the URL standard on any text', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(encodeFormComponent(value)).toBe(new URLSearchParams({ v: value }).toString().slice(2))
      }),
      { numRuns: 500 },
    )
  })

  test('encodeFormComponent() escapes what encodeURIComponent() leaves alone, and leaves the asterisk', () => {
    expect(encodeFormComponent("O'Neil (1)! ~a+b&c=d*é\n")).toBe('O%27Neil+%281%29%21+%7Ea%2Bb%26c%3Dd*%C3%A9%0A')
  })

  test('encodeFormComponent() replaces an unpaired surrogate', () => {
    expect(encodeFormComponent('a\ud800b')).toBe('a%EF%BF%BDb')
  })
})

describe('encodeForm()', () => {
  test('encodeForm() lists the fields in their order, numbers as text, empty values kept', () => {
    const event = { class: 'call', event: 'end', machine: 3, timestamp: '1234567890.123456', from_name: '', to: '+1 2' }
    expect(encodeForm(event)).toBe('class=call&event=end&machine=3&timestamp=1234567890.123456&from_name=&to=%2B1+2')
  })

  test('encodeForm() is read back by the URL standard, and is ASCII', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (fields) => {
        const event = { ...fields, class: 'c', event: 'e', machine: 1, timestamp: 't' }
        const form = encodeForm(event)
        expect(Buffer.byteLength(form)).toBe(form.length)
        const expected = Object.entries(event).map(([name, value]) => [name, String(value)])
        expect([...new URLSearchParams(form)]).toEqual(expected)
      }),
    )
  })
})
