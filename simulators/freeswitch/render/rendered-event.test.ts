import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findHeader } from '../codec/event-headers.ts'
import type { FsEvent } from '../codec/event.ts'
import { serializeFrame } from '../codec/serialize.ts'
import { EVENT_FORMATS, type EventFormat, type OutgoingEvent } from '../events/outgoing.ts'
import type { FlowValues } from '../flows/flow-script.ts'
import { compileEvent } from './event-template.ts'
import { createMarkers } from './markers.ts'
import { createSegmentPool } from './segment-pool.ts'
import { RenderedEvent } from './rendered-event.ts'
import { ANY, createValueLayout, fixedOctets, SAFE, type ValueShape } from './value-layout.ts'

const SHAPES: Readonly<Record<string, ValueShape>> = {
  id: fixedOctets(36),
  number: fixedOctets(11),
  port: fixedOctets(5),
  date: { kind: 'fixed', raw: 19, percent: 25 },
  digit: fixedOctets(1),
  span: SAFE,
}

/** An event with values alone, repeated, inside literals, in arrays and side by side. */
const scripted = (values: FlowValues, body?: (of: (name: string) => string) => string): FsEvent => {
  const of = (name: string): string => values[name] ?? ''
  return {
    type: 2,
    subclass: undefined,
    headers: [
      ['Event-Name', 'CHANNEL_CREATE'],
      ['Event-Date-Local', of('date')],
      ['Event-Sequence', of('sequence')],
      ['Unique-ID', of('id')],
      ['Channel-Name', `sofia/internal/${of('number')}@10.0.0.1:${of('port')}`],
      ['unique-id', 'a second one'],
      ['Caller-Caller-ID-Name', of('name')],
      ['variable_list', [of('name'), `x${of('digit')}`, of('id')]],
      ['variable_from', `"${of('name')}${of('span')}" <${of('number')}>`],
      ['variable_uuid', of('id')],
    ],
    body: body?.(of),
  }
}

const VALUES: FlowValues = {
  sequence: '51234',
  id: '4a0000aa-0000-4000-8000-010000000001',
  number: '12125550123',
  port: '20002',
  date: '2026-11-22 01:35:04',
  digit: '7',
  name: 'J\xc3\xbcrgen "Jo" O\'Neil & Sons\\',
  span: '1234567',
}

const template = (body?: (of: (name: string) => string) => string) => {
  const markers = createMarkers('q')
  const layout = createValueLayout<FlowValues>((name) => SHAPES[name] ?? ANY, (name) => (values) => values[name] ?? '')
  return { layout, template: compileEvent(scripted(markers.values, body), markers, layout, createSegmentPool()) }
}

const written = (event: OutgoingEvent, format: EventFormat): string => {
  const target = Buffer.alloc(event.frameLimit(format) + 3)
  return target.toString('latin1', 3, event.writeFrame(format, target, 3))
}

const rendered = (compiled: ReturnType<typeof template>, values: FlowValues): RenderedEvent => {
  const block = compiled.layout.createBlock()
  compiled.layout.fill(block, values)
  return new RenderedEvent(compiled.template, block, Number(values['sequence']))
}

describe('RenderedEvent', () => {
  for (const format of EVENT_FORMATS) {
    test(`writeFrame() equals the serialisation of the same event (${format})`, () => {
      expect(written(rendered(template(), VALUES), format)).toBe(serializeFrame(scripted(VALUES), format))
    })

    test(`writeFrame() adapts both lengths to a body that holds values (${format})`, () => {
      const body = (of: (name: string) => string): string => `<${of('name')}>: ${of('id')}\n${of('digit')}${of('id')}`
      expect(written(rendered(template(body), VALUES), format)).toBe(serializeFrame(scripted(VALUES, body), format))
    })

    test(`writeFrame() keeps a body without values (${format})`, () => {
      const body = (): string => '100% & more\n'
      expect(written(rendered(template(body), VALUES), format)).toBe(serializeFrame(scripted(VALUES, body), format))
    })
  }

  // A value that ends in a half percent escape would join the literal behind it.
  const octet = fc.integer({ min: 1, max: 255 }).filter((value) => value !== 0x25)
  const octets = fc.array(octet, { minLength: 1, maxLength: 60 }).map((codes) => String.fromCharCode(...codes))
  const utf8 = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((text) => !/%|<!/.test(text))
    .map((text) => Buffer.from(text, 'utf8').toString('latin1'))

  type Body = Parameters<typeof scripted>[1]
  const expectSame = (compiled: ReturnType<typeof template>, values: FlowValues, body?: Body): void => {
    for (const format of EVENT_FORMATS) {
      expect(written(rendered(compiled, values), format)).toBe(serializeFrame(scripted(values, body), format))
    }
  }

  test('writeFrame() equals the serialisation whatever octets, sequence and span a call has', () => {
    const compiled = template()
    const property = fc.property(octets, fc.nat(), fc.nat({ max: 2 ** 40 }), (name, sequence, span) =>
      expectSame(compiled, { ...VALUES, name, sequence: `${sequence}`, span: `${span}` }),
    )
    fc.assert(property, { numRuns: 60 })
  })

  test('writeFrame() equals the serialisation whatever text a body holds', () => {
    const body = (of: (name: string) => string): string => `[${of('name')}]`
    const compiled = template(body)
    fc.assert(fc.property(utf8, (name) => expectSame(compiled, { ...VALUES, name }, body)), { numRuns: 60 })
  })

  test('writeFrame() serves calls by turns without mixing their values', () => {
    const compiled = template()
    const other = { ...VALUES, id: '4a0000aa-0000-4000-8000-010000000002', name: 'Al', sequence: '9' }
    const [first, second] = [rendered(compiled, VALUES), rendered(compiled, other)]
    for (const format of EVENT_FORMATS) {
      expect(written(first, format)).toBe(serializeFrame(scripted(VALUES), format))
      expect(written(second, format)).toBe(serializeFrame(scripted(other), format))
      expect(written(first, format)).toBe(serializeFrame(scripted(VALUES), format))
    }
  })

  test('writeFrame() gives every listener the same octets, in any order of formats', () => {
    const compiled = template()
    const event = rendered(compiled, VALUES)
    const other = compiled.layout.createBlock()
    const otherValues = { ...VALUES, name: 'Al', sequence: '9' }
    compiled.layout.fill(other, otherValues)
    const order: readonly EventFormat[] = ['plain', 'plain', 'json', 'plain', 'xml', 'json', 'plain']
    for (const format of order) expect(written(event, format)).toBe(serializeFrame(scripted(VALUES), format))
    event.set(compiled.template, other, 9)
    for (const format of order) expect(written(event, format)).toBe(serializeFrame(scripted(otherValues), format))
    event.set(compiled.template, other, 10)
    expect(written(event, 'plain')).toBe(serializeFrame(scripted({ ...otherValues, sequence: '10' }), 'plain'))
  })

  test('header() finds what a filter would find in the event itself', () => {
    const event = rendered(template((of) => `to ${of('name')}`), VALUES)
    const plain = scripted(VALUES, (of) => `to ${of('name')}`)
    const names = ['event-name', 'Unique-ID', 'VARIABLE_LIST', 'variable_from', 'Event-Date-Local']
    for (const name of [...names, 'Event-Sequence', '_body']) expect(event.header(name)).toBe(findHeader(plain, name))
    expect(event.header('nothing')).toBeUndefined()
  })

  test('keep() stays what it was when its maker goes on', () => {
    const compiled = template()
    const block = compiled.layout.createBlock()
    compiled.layout.fill(block, VALUES)
    const event = new RenderedEvent(compiled.template, block, 51234)
    const kept = event.keep()
    const later = compiled.layout.createBlock()
    compiled.layout.fill(later, { ...VALUES, name: 'Zed' })
    event.set(compiled.template, later, 60000)
    expect(block.shared).toBe(true)
    expect(written(kept, 'plain')).toBe(serializeFrame(scripted(VALUES), 'plain'))
    expect(written(event, 'plain')).toContain('Event-Sequence: 60000\n')
  })

  test('fill() refuses a value of another width than declared', () => {
    const { layout } = template()
    const block = layout.createBlock()
    const values = { ...VALUES, number: '911' }
    expect(() => layout.fill(block, values)).toThrow(
      'Cannot render "number" as its width is 11 octets: current value is "911"',
    )
  })
})
