import type { EventFormat, OutgoingEvent } from '../events/outgoing.ts'
import type { EventTemplate } from './event-template.ts'
import { frameLimit, renderFrame } from './render-frame.ts'
import type { ValueBlock } from './value-block.ts'

/**
 * An event that is a template, the values of a call, and a sequence number. One object serves all events of a source,
 * one after the other: nothing is allocated for an event that nobody keeps. A class, since queues hold many: objects
 * with getters of their own would each have a shape of its own.
 */
export class RenderedEvent implements OutgoingEvent {
  #template: EventTemplate
  #block: ValueBlock
  #sequence: number

  constructor(template: EventTemplate, block: ValueBlock, sequence: number) {
    this.#template = template
    this.#block = block
    this.#sequence = sequence
  }

  /** Makes this object another event. What was kept before stays what it was. */
  set(template: EventTemplate, block: ValueBlock, sequence: number): void {
    this.#template = template
    this.#block = block
    this.#sequence = sequence
  }

  get type(): number {
    return this.#template.type
  }

  get subclass(): string | undefined {
    return this.#template.subclass
  }

  header(name: string): string | undefined {
    return this.#template.header(name.toLowerCase(), this.#block, this.#sequence)
  }

  frameLimit(format: EventFormat): number {
    return frameLimit(this.#template.frame(format), this.#block)
  }

  writeFrame(format: EventFormat, target: Uint8Array, at: number): number {
    return renderFrame(this.#template.frame(format), this.#block, this.#sequence, target, at)
  }

  keep(): OutgoingEvent {
    this.#block.shared = true
    return new RenderedEvent(this.#template, this.#block, this.#sequence)
  }
}
