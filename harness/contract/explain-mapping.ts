import { quoted } from '../checkers/excerpt.ts'
import type { EventMapping } from '../model/event-mapping.ts'
import { EVENT_KINDS } from './events.ts'

const KINDS = new Set(EVENT_KINDS.map((kind) => `${kind.class}/${kind.event}`))

/** What of a mapping found nothing in an event; undefined when it is an event of the contract. */
export function explainMapping(mapping: EventMapping, format: 'json' | 'form', value: (field: string) => string | undefined): string | undefined {
  const placeOf = (field: string): string => quoted(mapping.fields[field]?.[format] ?? field)
  const [name, action] = [value('class'), value('event')]
  if (name === undefined) return `mapping.fields finds no class at ${placeOf('class')}`
  if (action === undefined) return `mapping.fields finds no event at ${placeOf('event')}`
  if (!KINDS.has(`${name}/${action}`)) return `mapping.events has no words for class ${quoted(name)} and event ${quoted(action)}`
  return name === 'call' && value('uniqueid') === undefined ? `mapping.fields finds no uniqueid at ${placeOf('uniqueid')}` : undefined
}
