/** Recordings that a replay does not match yet, each with its reason. One that matches must leave this list. */
export const OUTBOUND_PENDING: Readonly<Record<string, string>> = {
  'linger-hangup': 'the ACK of the phone came before the completion of `answer`: in all other recordings it came later',
}
