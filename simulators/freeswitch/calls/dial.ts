import type { HangupCause } from '../channel/hangup-cause.ts'
import type { NamedCaller } from '../channel/outbound-caller.ts'
import type { VariablePack } from '../channel/variables.ts'
import type { Calls } from './calls.ts'
import { parseCause } from './cause.ts'
import type { Leg } from './leg.ts'
import { dialLoopback } from './loopback-endpoint.ts'
import { dialNull } from './null-endpoint.ts'
import { dialSofia } from './sofia-outbound-endpoint.ts'
import { dialUser } from './user-endpoint.ts'

/** One place to call. */
export interface DialRequest {
  /** What follows the kind of endpoint: `9111/public` in `loopback/9111/public`. */
  readonly address: string
  /** What `{…}` and `[…]` set on the new leg. */
  readonly variables: VariablePack
  /** What `origination_uuid` asks for. */
  readonly uuid?: string | undefined
  /** Whom the leg names as its caller. @default the caller of the leg that calls, or nobody */
  readonly named?: NamedCaller | undefined
  /** The leg that calls, for a `bridge`; undefined when the switch itself calls. */
  readonly caller?: Leg | undefined
}

/** A leg that has been made; it begins to call at `start()`, so that its maker can watch it first. */
export interface DialledLeg {
  readonly leg: Leg
  start(): void
}

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
