/**
 * Headers in which a script cannot repeat a recording, with the reason. Everything else is compared octet by octet,
 * most of it with values that are read from the recording or derived from what is.
 */
export const FLOW_VOLATILE: Readonly<Record<string, string>> = {
  'Event-Sequence': 'counts events that are created but never fired, so it has holes that no listener can explain',
  'variable_Event-Sequence': 'is the Event-Sequence of a directory look-up that is never fired',
  'Caller-Channel-Last-Hold': 'is read from a finer clock than the dates of events',
  'Caller-Channel-Hold-Accum': 'lies between two readings of that finer clock',
  variable_last_hold_uepoch: 'is the same as Caller-Channel-Last-Hold',
  variable_hold_accum_usec: 'is the same as Caller-Channel-Hold-Accum',
  variable_hold_accum_ms: 'is Caller-Channel-Hold-Accum in milliseconds',
  variable_hold_events: 'holds two more readings of that finer clock',
}
