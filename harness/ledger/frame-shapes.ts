import { type FramePart, FrameShape, type ShapeFacts } from './frame-shape.ts'

/** Of one event, as fields before the identity may have several lengths. What comes behind them is searched. */
const MOST_PER_EVENT = 8

/**
 * The shapes that a scanner has learnt, by the first octet of the event's name: the names of a call begin differently,
 * so that one look tells which few to try. Each is kept for good: learning costs as much as several searches.
 */
export class FrameShapes {
  #eventAt = -1
  readonly #byInitial: readonly FrameShape[][] = Array.from({ length: 256 }, () => [])

  /** The shape that a frame has. */
  find(octets: Uint8Array): FrameShape | undefined {
    const eventAt = this.#eventAt
    if (eventAt < 0 || eventAt >= octets.length) return undefined
    const shapes = this.#byInitial[octets[eventAt] ?? 0] ?? []
    for (let i = 0; i < shapes.length; i++) {
      const shape = shapes[i]
      if (shape?.fits(octets)) return shape
    }
    return undefined
  }

  /**
   * Learns a shape while there is room; where the event's name begins is the same in all of them.
   * @param parts what makes the shape: the part first that tells it soonest from others of the same event
   */
  learn(octets: Uint8Array, eventAt: number, facts: ShapeFacts, parts: readonly FramePart[]): void {
    const shapes = this.#byInitial[octets[eventAt] ?? 0]
    if (!shapes || shapes.length >= MOST_PER_EVENT || (this.#eventAt >= 0 && this.#eventAt !== eventAt)) return
    // A value that ends with the frame, as in form encoding, has nothing behind it that could be compared.
    if (parts.some(({ to }) => to > octets.length)) return
    this.#eventAt = eventAt
    shapes.push(new FrameShape(octets, parts, facts))
  }
}
