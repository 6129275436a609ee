import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventMapping } from '../model/event-mapping.ts'
import { isPointer, pointerParts } from './json-pointer.ts'
import { jsonTokens, readJsonTree } from './json-tree.ts'
import { compileMapping } from './map-fields.ts'
import { readFormEvent, readJsonEvent } from './read-event.ts'
import { createTranslation } from './translate-event.ts'

const MAPPING: EventMapping = {
  fields: {
    class: { json: '/type', form: 'type' },
    uniqueid: { json: '/leg/0/id', form: 'leg' },
    from: { json: '/a~1b/c~0d', form: 'caller' },
    machine: { json: 'node', form: 'node' },
  },
  events: { 'call/start': { class: 'created' }, 'call/end': { class: 'channel', event: 'gone' } },
  others: '/more',
  webhook: 'form',
}
const json = (text: string) => readJsonEvent(Buffer.from(text), compileMapping(MAPPING, 'json'))
const form = (text: string) => readFormEvent(Buffer.from(text), compileMapping(MAPPING, 'form'))
const named = (reading: ReturnType<typeof json>) => (reading.kind === 'event' ? reading.fields.map(({ name, value, type }) => `${name}=${value} ${type}`) : [reading.problem])

describe('readJsonEvent() with a mapping', () => {
  it('takes values from their places, with their types and spelling, and further members from the object for them', () => {
    expect(named(json('{"type":"created","leg":[{"id":"x"}],"a/b":{"c~d":"1000"},"node":1.0,"more":{"x":"1","duration":7},"left":"out"}'))).toEqual([
      'class=call string',
      'event=start string',
      'uniqueid=x string',
      'from=1000 string',
      'machine=1.0 number',
      'x=1 string',
      'duration=7 number',
    ])
  })

  it('needs both words where the mapping has two, and leaves unknown ones as they are', () => {
    expect(named(json('{"type":"channel","event":"gone"}'))).toEqual(['class=call string', 'event=end string'])
    expect(named(json('{"type":"channel","event":"here"}'))).toEqual(['class=channel string', 'event=here string'])
    expect(named(json('{"type":7}'))).toEqual(['class=7 number'])
  })

  it('shows repeated names, and gives a name of the contract to nothing else', () => {
    expect(named(json('{"node":1,"node":2,"more":{"from":"other"}}'))).toEqual(['machine=1 number', 'machine=2 number', '/from=other string'])
  })
})

describe('readFormEvent() with a mapping', () => {
  it('renames fields and words', () => {
    expect(named(form('type=created&leg=x&caller=1000&node=1&x=1'))).toEqual(['class=call string', 'event=start string', 'uniqueid=x string', 'from=1000 string', 'machine=1 string', 'x=1 string'])
  })
})

describe('createTranslation()', () => {
  it('says of an event what the strict reader says', () => {
    const text = '{"type":"created","leg":[{"id":"x"}],"more":{"x":"1"}}'
    const translated = createTranslation(MAPPING, 'json')(JSON.parse(text))
    const strict = json(text)
    expect(translated).toEqual(Object.fromEntries(strict.kind === 'event' ? strict.fields.map(({ name, value }) => [name, value]) : []))
    expect([null, 7, 'x', [1]].map(createTranslation(MAPPING, 'json'))).toEqual([undefined, undefined, undefined, undefined])
  })
})

describe('pointerParts()', () => {
  it('reads pointers as RFC 6901 has them, and names as they are', () => {
    expect(['', 'name', '/name', '/a~1b/m~0n', '/', '/a//b', '/~01'].map(pointerParts)).toEqual([[], ['name'], ['name'], ['a/b', 'm~n'], [''], ['a', '', 'b'], ['~1']])
    expect(['', '/a~2', '/~', 'a/b', '/a~0'].map(isPointer)).toEqual([true, false, false, false, true])
  })
})

describe('readJsonTree()', () => {
  it('reads back any JSON', () => {
    const plain = (tree: ReturnType<typeof readJsonTree>): unknown => {
      if (tree.kind === 'object') return Object.fromEntries(tree.members.map(([name, value]) => [name, plain(value)]))
      if (tree.kind === 'array') return tree.items.map(plain)
      return tree.kind === 'string' ? tree.text : (JSON.parse(tree.text) as unknown)
    }
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value)
      expect(JSON.stringify(plain(readJsonTree(jsonTokens(text) ?? [])))).toBe(JSON.stringify(JSON.parse(text)))
    }))
  })
})
