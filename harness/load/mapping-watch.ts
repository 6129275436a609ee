import { explainMapping } from '../contract/explain-mapping.ts'
import { createTranslation } from '../contract/translate-event.ts'
import type { FieldMapping } from '../ledger/exact-read.ts'
import type { EventMapping } from '../model/event-mapping.ts'

/** Reads the events of a bridge through its mapping, and notices when the mapping does not fit them. */
export interface MappingWatch {
  readonly websocket: FieldMapping
  readonly webhook: FieldMapping
  /** Why no event, or no event of a call, was understood so far; undefined when some were, or none came. */
  problem(): string | undefined
}

export function watchMapping(mapping: EventMapping): MappingWatch {
  const [events, calls] = [createTally(), createTally()]
  const watched = (format: 'json' | 'form'): FieldMapping => {
    const translate = createTranslation(mapping, format)
    return (parsed) => {
      const fields = translate(parsed)
      // Once both fit there is nothing more to learn, and a run has millions of events.
      if (events.fits && calls.fits) return fields
      const reason = fields ? explainMapping(mapping, format, (name) => textOf(fields[name])) : 'one is no object'
      events.add(reason)
      if (fields?.['class'] === 'call') calls.add(reason)
      return fields
    }
  }
  return {
    websocket: watched('json'),
    webhook: watched(mapping.webhook),
    problem() {
      const misfit = [events, calls].find(({ fits, seen }) => !fits && seen > 0)
      return misfit && `Cannot read the events of the bridge as its profile says: ${misfit.first} (in none of ${misfit.seen} deliveries)`
    },
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** How a mapping fits one sort of events. */
function createTally() {
  return {
    fits: false,
    seen: 0,
    first: '',
    add(reason: string | undefined) {
      this.seen++
      if (reason === undefined) this.fits = true
      else if (this.first === '') this.first = reason
    },
  }
}
