/**
 * An event as the server holds it before serialisation: ordered headers, duplicates allowed, 8-bit clean.
 * All text is binary strings: one character per octet.
 */
export interface FsEvent {
  /** Index in EVENT_TYPES. */
  readonly type: number
  /** Routed subclass of a CUSTOM event; delivered copies carry it as their first header. */
  readonly subclass: string | undefined
  readonly headers: readonly FsHeader[]
  readonly body: string | undefined
}

/** Name and value; an array value stands for an `ARRAY::` header. */
export type FsHeader = readonly [name: string, value: string | readonly string[]]
