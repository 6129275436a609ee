/** Stands for a caller who hangs up. */
export const BYE = 'BYE'

/**
 * What happened on the side of a recorded session of a client that the switch connected to, by recording and by the step
 * before which it happened: commands of another connection, or the end of the caller's patience. `$U` is the call.
 */
export const OUTBOUND_OFF_RECORD: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  ...Object.fromEntries(
    ['none', 'sync', 'async', 'full', 'async-full'].map((mode) => [`caller-hangup-${mode}`, { 8: [BYE] }]),
  ),
  'linger-caller-hangup': { 10: [BYE] },
  'uuid-kill': { 10: ['api uuid_kill $U'] },
  'divert-events': {
    11: ['api uuid_recv_dtmf $U 5'],
    12: ['sendevent CUSTOM\nEvent-Subclass: golden::div\nUnique-ID: $U'],
  },
}
