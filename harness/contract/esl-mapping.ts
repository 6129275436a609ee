import { EVENT_KINDS, type EventKind, fieldDefinition } from './events.ts'

/** The mapping from the Event Socket as data, for programs in other languages: text of `published/esl-mapping.json`. */
export function eslMappingDocument() {
  return {
    title: 'From FreeSWITCH events to contract events',
    version: 1,
    common: {
      class: 'as in the list',
      event: 'as in the list',
      timestamp: 'Event-Date-Timestamp divided by a million, with six decimals; the time of receipt where there is none',
      machine: 'configured number of the node',
    },
    missing: { text: '', count: 0 },
    events: EVENT_KINDS.map(rowOf),
  }
}

function rowOf({ class: name, event, esl, fields }: EventKind) {
  if (!esl) return { class: name, event, from: null, fields: Object.fromEntries(fields.map((field) => [field, 'the bridge itself'])) }
  const isCustom = esl.event.includes('::')
  const from = isCustom ? { 'Event-Name': 'CUSTOM', 'Event-Subclass': esl.event } : { 'Event-Name': esl.event }
  const places = fields.map((field) => [field, { header: esl.headers[field] ?? '', type: fieldDefinition(field).type }])
  return { class: name, event, from, when: esl.when, fields: Object.fromEntries(places) }
}
