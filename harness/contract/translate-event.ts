import type { EventMapping } from '../model/event-mapping.ts'
import { compileMapping, type MappedSource, mapFields } from './map-fields.ts'

/**
 * Makes a function that puts parsed events into the contract's words: for load runs, where repeated names and spelling
 * do not matter. It gives undefined for what is no event at all.
 */
export function createTranslation(mapping: EventMapping, format: 'json' | 'form'): (parsed: unknown) => Readonly<Record<string, unknown>> | undefined {
  const compiled = compileMapping(mapping, format)
  return (parsed) => {
    if (!isObject(parsed)) return undefined
    const source: MappedSource<unknown> = {
      at: (parts) => {
        const value = valueAt(parsed, parts)
        return value === undefined ? [] : [value]
      },
      members: (parts) => Object.entries(Object(valueAt(parsed, parts))),
      text: (value) => (typeof value === 'string' ? value : undefined),
      make: (text) => text,
    }
    return Object.fromEntries(mapFields(compiled, source))
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

function valueAt(root: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    return Object.entries(value).find(([name]) => name === part)?.[1]
  }, root)
}
