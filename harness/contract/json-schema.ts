import { EVENT_KINDS, fieldDefinition, fieldsOf, type EventKind, type FieldName } from './events.ts'

/** A JSON Schema 2020-12 document, as plain JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'
const TIMESTAMP = '^[0-9]+\\.[0-9]{6}$'

/** `call/start` is published as `call-start.schema.json`. */
export const schemaFileName = (kind: EventKind): string => `${kind.class}-${kind.event}.schema.json`

function fieldSchema(kind: EventKind, name: FieldName): JsonSchema {
  const { type, meaning } = fieldDefinition(name)
  if (name === 'class') return { const: kind.class, description: meaning }
  if (name === 'event') return { const: kind.event, description: meaning }
  switch (type) {
    case 'text':
      return { type: 'string', description: meaning }
    case 'count':
      return { type: 'integer', minimum: 0, description: meaning }
    case 'timestamp':
      return { type: 'string', pattern: TIMESTAMP, description: meaning }
  }
}

/** Schema of one event in its JSON form. Fields beyond the contract's are always allowed, missing ones never. */
export function eventSchema(kind: EventKind): JsonSchema {
  const fields = fieldsOf(kind)
  return {
    $schema: DRAFT,
    $id: `urn:callstorm:contract:1:${kind.class}:${kind.event}`,
    title: `${kind.class}/${kind.event}`,
    description: kind.meaning,
    type: 'object',
    required: fields,
    properties: Object.fromEntries(fields.map((name) => [name, fieldSchema(kind, name)])),
    additionalProperties: true,
  }
}

/** `call/start` as a form is published as `call-start.form.schema.json`. */
export const formSchemaFileName = (kind: EventKind): string => `${kind.class}-${kind.event}.form.schema.json`

/** Schema of one event in its form encoding, decoded into an object of names and texts: the same fields, all of them text. */
export function formSchema(kind: EventKind): JsonSchema {
  const fields = fieldsOf(kind)
  const asText = (name: FieldName): JsonSchema => {
    const { type, meaning } = fieldDefinition(name)
    return type === 'count' ? { type: 'string', pattern: '^[0-9]+$', description: meaning } : fieldSchema(kind, name)
  }
  return {
    $schema: DRAFT,
    $id: `urn:callstorm:contract:1:${kind.class}:${kind.event}:form`,
    title: `${kind.class}/${kind.event} as a form`,
    description: kind.meaning,
    type: 'object',
    required: fields,
    properties: Object.fromEntries(fields.map((name) => [name, asText(name)])),
    additionalProperties: { type: 'string' },
  }
}

/** Schema of any event: what is promised even of a class and event that the contract does not know. */
export function anyEventSchema(): JsonSchema {
  return {
    $schema: DRAFT,
    $id: 'urn:callstorm:contract:1:event',
    title: 'any event',
    description: 'what every event has, known to the contract or not',
    type: 'object',
    required: ['class', 'event', 'timestamp'],
    properties: {
      class: { type: 'string', minLength: 1, description: fieldDefinition('class').meaning },
      event: { type: 'string', minLength: 1, description: fieldDefinition('event').meaning },
      timestamp: { type: 'string', minLength: 1, description: fieldDefinition('timestamp').meaning },
    },
    additionalProperties: { type: ['string', 'number'] },
  }
}

/** Every schema document by file name. */
export function schemaDocuments(): ReadonlyMap<string, JsonSchema> {
  return new Map([
    ['event.schema.json', anyEventSchema()],
    ...EVENT_KINDS.map((kind): [string, JsonSchema] => [schemaFileName(kind), eventSchema(kind)]),
    ...EVENT_KINDS.map((kind): [string, JsonSchema] => [formSchemaFileName(kind), formSchema(kind)]),
  ])
}
