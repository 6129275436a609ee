import { z } from 'zod'
import { EVENT_KINDS, fieldDefinition, fieldsOf } from '../contract/events.ts'
import { isPointer } from '../contract/json-pointer.ts'
import type { EventMapping, FieldPlace } from '../model/event-mapping.ts'

const FIELDS = [...new Set(EVENT_KINDS.flatMap(fieldsOf).map((name) => fieldDefinition(name).name))]
const EVENTS = EVENT_KINDS.map((kind) => `${kind.class}/${kind.event}`)

const pointer = z.string().refine(isPointer, { error: 'must be a JSON Pointer: empty, or parts that each begin with "/", with ~0 for ~ and ~1 for /' })
const name = z
  .string()
  .min(1)
  .refine((text) => !text.startsWith('/') || isPointer(text), { error: 'must be a name or a JSON Pointer, in which ~ stands only before 0 or 1' })

const place = z.union([name, z.strictObject({ json: name, form: z.string().min(1) })])
const words = z.union([z.string().min(1), z.strictObject({ class: z.string().min(1), event: z.string().min(1) })])

/** The section `mapping` of a profile, as it is written. */
export const mappingSection = z
  .strictObject({
    fields: z
      .partialRecord(z.enum(FIELDS), place)
      .default({})
      .meta({ description: 'Contract field: its name at the bridge, or a JSON Pointer to it; { json, form } where they differ' }),
    events: z
      .partialRecord(z.enum(EVENTS), words)
      .default({})
      .meta({ description: 'Contract event class/event: { class, event } as the bridge has them, or one word that stands in the place of class' }),
    others: pointer.default('').meta({ description: 'JSON Pointer to the object whose further members are further fields' }),
    webhook: z.enum(['form', 'json']).default('form').meta({ description: 'How bodies of webhook requests are written' }),
  })
  .superRefine((section, context) => {
    for (const [field, one] of Object.entries(section.fields)) {
      if (section.webhook === 'form' && typeof one === 'string' && one.lastIndexOf('/') > 0 && one.startsWith('/')) {
        context.addIssue({ code: 'custom', path: ['fields', field], message: 'must say what the field is called in a form too ({ json, form }), or the webhook must be json' })
      }
    }
  })
  .meta({ description: 'How a bridge with events of another shape says what the events of the contract say' })

/** A checked section as plain data. */
export function mappingOf({ fields, events, others, webhook }: z.output<typeof mappingSection>): EventMapping {
  const places = Object.entries(fields).flatMap(([field, one]) => (one === undefined ? [] : [[field, placeOf(one)] as const]))
  const itsWords = Object.entries(events).flatMap(([kind, one]) => (one === undefined ? [] : [[kind, typeof one === 'string' ? { class: one } : one] as const]))
  return { fields: Object.fromEntries(places), events: Object.fromEntries(itsWords), others, webhook }
}

/** A pointer of one part is a name in a form. */
const placeOf = (one: z.output<typeof place>): FieldPlace => (typeof one === 'string' ? { json: one, form: one.replace(/^\//, '') } : one)
