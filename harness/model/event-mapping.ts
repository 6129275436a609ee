/** How a bridge whose events have another shape says what the events of the contract say. Plain data: it goes to threads. */
export interface EventMapping {
  /** Where the value of a contract field stands; a field that is not named stands under its own name. */
  readonly fields: Readonly<Record<string, FieldPlace>>
  /** The bridge's words for contract events, by `class/event`; events that are not named have their own. */
  readonly events: Readonly<Record<string, EventWords>>
  /** JSON Pointer to the object whose further members are further fields; empty for the whole document. */
  readonly others: string
  /** How bodies of webhook requests are written. */
  readonly webhook: 'form' | 'json'
}

/** Where a field stands in each way of writing. */
export interface FieldPlace {
  /** Name of a member, or, beginning with `/`, a JSON Pointer (RFC 6901). */
  readonly json: string
  readonly form: string
}

/** What the bridge has in the fields that hold class and event; without `event` the one word of `class` says both. */
export interface EventWords {
  readonly class: string
  readonly event?: string | undefined
}
