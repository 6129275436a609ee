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
  /** How often this event has been written. */
  #writes = 0
  /** Whether the last event that was written at all went to several listeners: then so will this one. */
  #isShared = false
  /** The frame of a shared event, rendered once and copied for each listener. */
  #frame = new Uint8Array()
  #frameFormat: EventFormat | undefined
  #frameEnd = 0

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
    if (this.#writes > 0) this.#isShared = this.#writes > 1
    this.#writes = 0
    this.#frameFormat = undefined
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
    this.#writes++
    if (!this.#isShared) return this.#render(format, target, at)
    if (this.#frameFormat !== format) {
      const limit = this.frameLimit(format)
      if (this.#frame.length < limit) this.#frame = new Uint8Array(2 * limit)
      this.#frameEnd = this.#render(format, this.#frame, 0)
      this.#frameFormat = format
    }
    target.set(this.#frame.subarray(0, this.#frameEnd), at)
    return at + this.#frameEnd
  }

  #render(format: EventFormat, target: Uint8Array, at: number): number {
    return renderFrame(this.#template.frame(format), this.#block, this.#sequence, target, at)
  }

  keep(): OutgoingEvent {
    this.#block.shared = true
    return new RenderedEvent(this.#template, this.#block, this.#sequence)
  }
}
