/** Recordings that a replay does not match, each with its reason. One that matches must leave this list. */
export const PENDING: Readonly<Record<string, string>> = {}

/** The same of outbound sessions. */
export const OUTBOUND_PENDING: Readonly<Record<string, string>> = {}

/** Recorded flows that no test repeats, each with its reason. */
export const FLOWS_PENDING: Readonly<Record<string, string>> = {}
