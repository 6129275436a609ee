import Ajv2020 from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { EVENT_KINDS, fieldsOf } from './events.ts'
import { anyEventSchema, eventSchema } from './json-schema.ts'

const ajv = new Ajv2020.default({ strict: true, allErrors: true, allowUnionTypes: true })
const valueOf = (kind: (typeof EVENT_KINDS)[number], name: string): unknown =>
  ({ class: kind.class, event: kind.event, timestamp: '1.000001', machine: 1, duration: 0 })[name] ?? ''
const sample = (kind: (typeof EVENT_KINDS)[number]) =>
  Object.fromEntries(fieldsOf(kind).map((name) => [name, valueOf(kind, name)]))

describe('eventSchema()', () => {
  it.each(EVENT_KINDS.map((kind) => [`${kind.class}/${kind.event}`, kind] as const))(
    'of %s accepts the full event with a further field and refuses each missing field',
    (_name, kind) => {
      const validate = ajv.compile(eventSchema(kind))
      expect(validate({ ...sample(kind), x_new: '1' }), JSON.stringify(validate.errors)).toBe(true)
      for (const name of fieldsOf(kind)) {
        const { [name]: _gone, ...rest } = sample(kind)
        expect(validate(rest), `without ${name}`).toBe(false)
      }
    },
  )

  it('refuses a timestamp without six decimals and a machine as text', () => {
    const start = EVENT_KINDS[0]
    if (!start) throw new Error('Cannot find the first event kind')
    const validate = ajv.compile({ ...eventSchema(start), $id: 'urn:callstorm:contract:1:copy' })
    expect(validate({ ...sample(start), timestamp: '1.5' })).toBe(false)
    expect(validate({ ...sample(start), machine: '1' })).toBe(false)
  })
})

describe('anyEventSchema()', () => {
  it('accepts an unknown event and refuses one without class', () => {
    const validate = ajv.compile(anyEventSchema())
    expect(validate({ class: 'zebra', event: 'grazed', timestamp: '1.000001', colour: 'blue' })).toBe(true)
    expect(validate({ event: 'grazed', timestamp: '1.000001' })).toBe(false)
  })
})
