import type { ObservedEvent } from '../contract/observed-event.ts'
import type { Judgement } from '../model/conformance.ts'

/**
 * What one output must have delivered between control and sentinel. It is judged for each output on its own, and once
 * more at the end of the run over everything that came later.
 */
export type Expectation = (events: readonly ObservedEvent[]) => Judgement

/** Which events are meant: by kind, and by fields with exactly these values. */
export interface Selector {
  /** `call/start`. @default any */
  readonly kind?: string
  readonly fields: Readonly<Record<string, string>>
}

/** Events of a kind with these values, for `exactly()`, `none()` and `inOrder()`. */
export const event = (kind: string, fields: Readonly<Record<string, string>> = {}): Selector => ({ kind, fields })

/** Events of any kind with these values. */
export const anyEvent = (fields: Readonly<Record<string, string>>): Selector => ({ fields })

export function matches({ kind, fields }: Selector, candidate: ObservedEvent): boolean {
  if (kind !== undefined && candidate.kind !== kind) return false
  return Object.entries(fields).every(([name, value]) => candidate.value(name) === value)
}

/** In words: `call/start with uniqueid "a"`. */
export function describeSelector({ kind, fields }: Selector): string {
  const conditions = Object.entries(fields).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return [kind ?? 'event', ...(conditions.length > 0 ? [`with ${conditions.join(', ')}`] : [])].join(' ')
}
