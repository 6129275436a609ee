/** Places in a recording: of its first event, and of the one behind its last. */
export type Excerpt = readonly [from: number, to: number]

/** What happens in the recording `presence-event`, one thing after the other; each is repeated by another test. */
export const PRESENCE_PARTS = {
  registered: [0, 4],
  /** By the API command `presence`. */
  told: [4, 6],
  called: [6, 35],
  unregistered: [35, 39],
} as const satisfies Readonly<Record<string, Excerpt>>
