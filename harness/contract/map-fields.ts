import type { EventMapping, EventWords } from '../model/event-mapping.ts'
import { pointerParts } from './json-pointer.ts'

/** A mapping made ready for one way of writing. */
export interface CompiledMapping {
  /** Contract fields with the way to where the bridge has them. */
  readonly places: readonly (readonly [field: string, parts: readonly string[]])[]
  readonly class: readonly string[]
  readonly event: readonly string[]
  readonly words: readonly (readonly [kind: string, words: EventWords])[]
  readonly others: readonly string[]
}

/** An event as a bridge wrote it, whatever it was read into. */
export interface MappedSource<V> {
  /** Every value at a place. */
  at(parts: readonly string[]): readonly V[]
  /** Members of the object at a place. */
  members(parts: readonly string[]): readonly (readonly [name: string, value: V])[]
  /** Text of a value that is one. */
  text(value: V): string | undefined
  make(text: string): V
}

export function compileMapping({ fields, events, others }: EventMapping, format: 'json' | 'form'): CompiledMapping {
  const partsOf = (field: string): readonly string[] => pointerParts(fields[field]?.[format] ?? field)
  const named = Object.keys(fields).filter((field) => field !== 'class' && field !== 'event')
  return {
    places: named.map((field) => [field, partsOf(field)]),
    class: partsOf('class'),
    event: partsOf('event'),
    words: Object.entries(events),
    others: format === 'json' ? pointerParts(others) : [],
  }
}

/**
 * The fields of an event in the contract's words: class and event first, then the fields that the mapping names, then
 * what else the bridge has, as it is called there. A further field whose name the contract uses for something that
 * stands elsewhere is called by its pointer.
 */
export function mapFields<V>(mapping: CompiledMapping, source: MappedSource<V>): readonly (readonly [name: string, value: V])[] {
  const kind = kindOf(mapping, source)
  const named = mapping.places.flatMap(([field, parts]) => source.at(parts).map((value) => [field, value] as const))
  const used = [mapping.class, mapping.event, ...mapping.places.map(([, parts]) => parts)].flatMap((parts) => firstBelow(mapping.others, parts))
  const taken = new Set(['class', 'event', ...mapping.places.map(([field]) => field)])
  const others = source.members(mapping.others).flatMap(([name, value]) => (used.includes(name) ? [] : [[taken.has(name) ? `/${name}` : name, value] as const]))
  return [...kind, ...named, ...others]
}

/** Class and event, translated where the mapping knows their words. */
function kindOf<V>(mapping: CompiledMapping, source: MappedSource<V>): readonly (readonly [string, V])[] {
  const [classes, events] = [source.at(mapping.class), source.at(mapping.event)]
  const [one, other] = [classes, events].map(([value]) => (value === undefined ? undefined : source.text(value)))
  const found = mapping.words.find(([, words]) => words.class === one && (words.event === undefined || words.event === other))
  const [name, action] = found?.[0].split('/') ?? []
  if (name === undefined || action === undefined) return [...classes.map((value) => ['class', value] as const), ...events.map((value) => ['event', value] as const)]
  return [['class', source.make(name)], ['event', source.make(action)]]
}

/** The member of the object at `base` on the way to a place; none where the place is not below it. */
function firstBelow(base: readonly string[], parts: readonly string[]): readonly string[] {
  const next = base.every((part, index) => parts[index] === part) ? parts[base.length] : undefined
  return next === undefined ? [] : [next]
}
