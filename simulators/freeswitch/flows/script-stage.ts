import { type Moment, NO_SPAN } from '../channel/moment.ts'
import type { Stage } from '../channel/stage.ts'
import type { FlowValues, ScriptedEvent } from './flow-script.ts'
import { valueOf } from './leg-values.ts'
import { milestoneOf } from './milestone-of.ts'

/** A stage whose clock is moved by the script and whose values come in by name. */
export interface ScriptStage extends Stage {
  readonly values: FlowValues
  /** Goes on to the next moment. */
  next(): void
  /** The server uses up a sequence number: what it looks up is an event that it never fires. */
  lookUp(): void
  /** A fresh Application-UUID. */
  nextApplication(): string
}

export function createScriptStage(values: FlowValues, emit: (event: ScriptedEvent) => void): ScriptStage {
  let current = momentAt(values, 0)
  let applications = 0
  let skipped = 0
  const indices = new WeakMap<Moment, number>([[current, 0]])
  const indexOf = (moment: Moment): number => indices.get(moment) ?? 0
  return {
    values,
    identity: {
      coreUuid: valueOf(values, 'node.core-uuid'),
      hostname: valueOf(values, 'node.hostname'),
      switchname: valueOf(values, 'node.switchname'),
      ipv4: valueOf(values, 'node.ipv4'),
      ipv6: valueOf(values, 'node.ipv6'),
    },
    now: () => current,
    nextSequence: () => valueOf(values, 'sequence'),
    next() {
      const index = indexOf(current) + 1
      current = momentAt(values, index)
      indices.set(current, index)
    },
    lookUp: () => void skipped++,
    nextApplication: () => valueOf(values, `app.${applications++}`),
    span(from, to) {
      if (from === to) return NO_SPAN
      const name = `span.${indexOf(from)}-${indexOf(to)}`
      return {
        seconds: valueOf(values, `${name}.seconds`),
        milliseconds: valueOf(values, `${name}.milliseconds`),
        microseconds: valueOf(values, `${name}.microseconds`),
      }
    },
    emit(event, channel) {
      emit({ event, leg: channel?.leg ?? 0, moment: indexOf(current), milestone: milestoneOf(event, channel), skipped })
      skipped = 0
    },
  }
}

function momentAt(values: FlowValues, index: number): Moment {
  const of = (part: string): string => valueOf(values, `m${index}.${part}`)
  return { timestamp: of('timestamp'), local: of('local'), gmt: of('gmt'), epoch: of('epoch'), rfc2822: of('rfc2822') }
}
