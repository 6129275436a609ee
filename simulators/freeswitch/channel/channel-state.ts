/** States of a channel in the order of their numbers (wire specification 8.2). On the wire they start with `CS_`. */
export const CHANNEL_STATES = [
  'NEW',
  'INIT',
  'ROUTING',
  'SOFT_EXECUTE',
  'EXECUTE',
  'EXCHANGE_MEDIA',
  'PARK',
  'CONSUME_MEDIA',
  'HIBERNATE',
  'RESET',
  'HANGUP',
  'REPORTING',
  'DESTROY',
  'NONE',
] as const
export type ChannelState = (typeof CHANNEL_STATES)[number]

/** What the user of a phone would call the state of the call, in the order of their numbers. */
export const CALL_STATES = [
  'DOWN',
  'DIALING',
  'RINGING',
  'EARLY',
  'ACTIVE',
  'HELD',
  'RING_WAIT',
  'HANGUP',
  'UNHELD',
] as const
export type CallState = (typeof CALL_STATES)[number]

export const stateNumber = (state: ChannelState): number => CHANNEL_STATES.indexOf(state)
export const callStateNumber = (state: CallState): number => CALL_STATES.indexOf(state)

/** Whether the channel is on its way out: HANGUP, REPORTING or DESTROY. */
export const isEnding = (state: ChannelState): boolean =>
  state === 'HANGUP' || state === 'REPORTING' || state === 'DESTROY'
