import type { FlowValues } from '../flows/flow-script.ts'

/**
 * Stand-ins for the values of a script. A marker is made of letters and digits only, so that every encoding leaves it
 * as it is, and names its value by number.
 */
export interface Markers {
  /** Gives the marker of any name; each name keeps its marker. */
  readonly values: FlowValues
  /** Splits text at its markers: literals (maybe empty) at even places, names of values at odd ones. */
  split(text: string): string[]
}

/** Different families never look alike: what a script makes of two of them must differ in the markers alone. */
export type MarkerFamily = 'q' | 'k'

/** @param constants values that are the same for every call: they stand for themselves */
export function createMarkers(family: MarkerFamily, constants: FlowValues = {}): Markers {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const opening = `${family}7x`
  const pattern = new RegExp(`${opening}(\\d{4})x7${family}`)

  const markerOf = (name: string): string => {
    const number = numbers.get(name) ?? names.push(name) - 1
    numbers.set(name, number)
    return `${opening}${String(number).padStart(4, '0')}x7${family}`
  }

  return {
    values: new Proxy<Record<string, string>>({}, {
      get: (_, name) => (typeof name === 'string' ? (constants[name] ?? markerOf(name)) : undefined),
      has: () => true,
    }),
    split(text) {
      if (!text.includes(opening)) return [text]
      return text.split(pattern).map((part, place) => (place % 2 === 0 ? part : (names[Number(part)] ?? '')))
    },
  }
}
