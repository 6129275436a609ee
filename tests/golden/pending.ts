/** Recordings that a replay does not match yet, each with its reason. One that matches must leave this list. */
export const PENDING: Readonly<Record<string, string>> = {}

/** The same of outbound sessions. */
export const OUTBOUND_PENDING: Readonly<Record<string, string>> = {}
