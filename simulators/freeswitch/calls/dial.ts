import type { HangupCause } from '../channel/hangup-cause.ts'
import type { Calls } from './calls.ts'
import { parseCause } from './cause.ts'
import type { DialledLeg, DialRequest } from './dial-request.ts'
import { dialLoopback } from './loopback-endpoint.ts'
import { dialNull } from './null-endpoint.ts'
import { dialSofia } from './sofia-outbound-endpoint.ts'
import { dialUser } from './user-endpoint.ts'

/** @returns the cause when no leg can be made */
type Dialler = (calls: Calls, request: DialRequest) => DialledLeg | HangupCause

const DIALLERS: Readonly<Record<string, Dialler>> = {
  error: (_, { address }) => parseCause(address),
  loopback: dialLoopback,
  null: dialNull,
  sofia: dialSofia,
  user: dialUser,
}

/** Makes a leg for `<endpoint>/<address>`. */
export function dialEndpoint(
  calls: Calls,
  url: string,
  request: Omit<DialRequest, 'address'>,
): DialledLeg | HangupCause {
  const slash = url.indexOf('/')
  const kind = (slash < 0 ? url : url.slice(0, slash)).toLowerCase()
  const dialler = Object.hasOwn(DIALLERS, kind) ? DIALLERS[kind] : undefined
  if (slash < 0 || dialler === undefined) return 'CHAN_NOT_IMPLEMENTED'
  return dialler(calls, { ...request, address: url.slice(slash + 1) })
}
