import type { OutgoingEvent } from '../events/outgoing.ts'
import type { EventTemplate } from './event-template.ts'
import { frameLimit, renderFrame } from './render-frame.ts'
import type { ValueBlock } from './value-block.ts'

/** An event that is a template, the values of a call, and a sequence number. */
export interface RenderedEvent extends OutgoingEvent {
  /** Makes this object another event. What was kept before stays what it was. */
  set(template: EventTemplate, block: ValueBlock, sequence: number): void
}

/** One object serves all events of a source, one after the other: nothing is allocated for an event. */
export function createRenderedEvent(template: EventTemplate, block: ValueBlock, sequence: number): RenderedEvent {
  return {
    get type() {
      return template.type
    },
    get subclass() {
      return template.subclass
    },
    set(nextTemplate, nextBlock, nextSequence) {
      template = nextTemplate
      block = nextBlock
      sequence = nextSequence
    },
    header: (name) => template.header(name.toLowerCase(), block, sequence),
    frameLimit: (format) => frameLimit(template.frame(format), block),
    writeFrame: (format, target, at) => renderFrame(template.frame(format), block, sequence, target, at),
    keep() {
      block.shared = true
      return createRenderedEvent(template, block, sequence)
    },
  }
}
