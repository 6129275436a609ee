import type { Calls } from '../calls/calls.ts'
import { type PhoneLeg, receiveCall } from '../calls/sofia-inbound-endpoint.ts'
import type { Party } from '../channel/sofia-leg.ts'

export interface DialOutboundOptions {
  /** Where the client waits for calls. */
  readonly host: string
  readonly port: number
  /** @default true */
  readonly isAsync?: boolean
  /** @default true */
  readonly isFull?: boolean
  /** @default Alice, 1000 */
  readonly caller?: Party
  /** The number that the caller dials. @default '9204' */
  readonly destination?: string
}

/** A phone calls, and the switch connects that call to a client: `socket <host>:<port> async full`. */
export function dialOutbound(calls: Calls, options: DialOutboundOptions): PhoneLeg {
  const { host, port, isAsync = true, isFull = true } = options
  const { caller = { name: 'Alice', number: '1000' }, destination = '9204' } = options
  const data = [`${host}:${port}`, ...(isAsync ? ['async'] : []), ...(isFull ? ['full'] : [])].join(' ')
  return receiveCall(calls, { caller, destination, applications: [{ name: 'socket', data }] })
}
