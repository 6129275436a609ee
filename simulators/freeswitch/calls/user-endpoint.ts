import type { HangupCause } from '../channel/hangup-cause.ts'
import type { Calls } from './calls.ts'
import type { DialRequest } from './dial-request.ts'

/** Users of the vanilla directory: 1000 to 1019, none of whom is registered. */
const DIRECTORY = /^10[01]\d(@.*)?$/

/** `user/<user>[@<domain>]`: nobody is registered, and only the users of the directory exist at all. */
export function dialUser(_: Calls, { address }: DialRequest): HangupCause {
  return DIRECTORY.test(address) ? 'USER_NOT_REGISTERED' : 'SUBSCRIBER_ABSENT'
}
