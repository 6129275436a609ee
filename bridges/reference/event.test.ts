import { expect, test } from 'vitest'

import { toForm, toJson, type BridgeEvent } from './event.ts'

const text = 'a=b&c d+e%41;"\r\n\u0000\u2028ü☎🎉*-._~!\'()'

const event: BridgeEvent = {
  key: '',
  fields: [
    ['class', 'call'],
    ['machine', 1],
    ['__proto__', 'x'],
    ['a b', text],
    ['empty', ''],
  ],
}

test('toJson() writes one object that reads back exactly', () => {
  const json = toJson(event)
  expect(json.startsWith('{"class":"call","machine":1,"__proto__":"x",')).toBe(true)
  expect(Object.entries(JSON.parse(json))).toEqual(event.fields.map(([name, value]) => [name, value]))
  expect(json).not.toContain('\n')
})

test('toForm() writes a form that reads back exactly', () => {
  const form = toForm(event)
  expect(form).toMatch(/^[\w.*~!'()%+&=-]+$/)
  expect([...new URLSearchParams(form)]).toEqual(event.fields.map(([name, value]) => [name, String(value)]))
})
