/**
 * The seam between what makes events (the channel model, the traffic pump, commands such as `sendevent`) and what
 * delivers them (listeners with their formats, subscriptions and filters).
 */

export const EVENT_FORMATS = ['plain', 'json', 'xml'] as const
export type EventFormat = (typeof EVENT_FORMATS)[number]

/**
 * One fired event, deliverable in any format to any number of listeners: rendering it twice gives the same octets. All text is binary strings (one character per octet), as the server is 8-bit clean.
 */
export interface OutgoingEvent {
  /** Index in EVENT_TYPES: what subscriptions are tested against. */
  readonly type: number
  /** Routed subclass of a CUSTOM event. */
  readonly subclass: string | undefined
  /** First value of a header, name compared without case; arrays as their `ARRAY::a|:b` text. For filters. */
  header(name: string): string | undefined
  /** Most octets that the complete frame (outer header and body) can take. */
  frameLimit(format: EventFormat): number
  /** Writes the complete frame and returns the offset behind it. */
  writeFrame(format: EventFormat, target: Buffer, at: number): number
  /** The event to put into a queue: its maker may reuse this object as soon as `fire()` has returned. */
  keep(): OutgoingEvent
}
