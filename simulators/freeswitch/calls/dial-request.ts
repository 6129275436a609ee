import type { NamedCaller } from '../channel/outbound-caller.ts'
import type { VariablePack } from '../channel/variables.ts'
import type { Leg } from './leg.ts'

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
