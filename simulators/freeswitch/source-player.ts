import { RenderedEvent } from './render/rendered-event.ts'
import type { TemplateEvent } from './render/script-template.ts'
import type { ValueBlock } from './render/value-block.ts'
import type { SourceContext } from './source-context.ts'

/**
 * Emits the events of one moment, in order.
 * @param slots ledger slot of each leg
 * @param dueUs intended time of the moment
 */
export type MomentPlayer = (
  events: readonly TemplateEvent[],
  block: ValueBlock,
  slots: readonly number[],
  dueUs: number,
) => void

/** All moments of a node go through one event object, which is another event each time. */
export function createMomentPlayer({ bus, clock, instruments, journal }: SourceContext): MomentPlayer {
  let outgoing: RenderedEvent | undefined

  const fire = ({ template, skipped }: TemplateEvent, block: ValueBlock): number => {
    for (let n = 0; n < skipped; n++) bus.nextSequence()
    const sequence = bus.nextSequence()
    if (outgoing === undefined) outgoing = new RenderedEvent(template, block, sequence)
    else outgoing.set(template, block, sequence)
    return bus.fire(outgoing)
  }

  return (events, block, slots, dueUs) => {
    const audience = bus.hasAudience
    let taken = 0
    for (const event of events) {
      const slot = event.step < 0 ? undefined : slots[event.leg]
      // Before the event itself: whoever receives it may look into the ledger at once.
      if (slot !== undefined && audience) journal.sent(slot, event.step, dueUs)
      if (slot !== undefined && !audience) journal.unobserved(slot, event.step)
      taken += fire(event, block)
    }
    if (taken === 0) return
    instruments.count('events.sent', taken)
    instruments.latency('send.delay', dueUs, Math.max(0, clock.nowUs() - dueUs))
  }
}
