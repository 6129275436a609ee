/** A client library that waits for calls which the switch sends to it. */
export interface OutboundServer extends AsyncDisposable {
  readonly port: number
  /** The next call that has arrived and obeys. */
  next(): Promise<OutboundCall>
}

/** A call that such a library controls. */
export interface OutboundCall {
  readonly uuid: string
  /** Runs an application. @returns the application that CHANNEL_EXECUTE_COMPLETE names */
  execute(application: string, argument: string): Promise<string>
  hangUp(): void
  /** Resolves when the library says that the connection has ended. */
  readonly ended: Promise<void>
}

export type StartOutboundServer = () => Promise<OutboundServer>

/** Calls in the order of their arrival, for one who waits. */
export function createArrivals(): { readonly arrived: (call: OutboundCall) => void; readonly next: () => Promise<OutboundCall> } {
  const calls: OutboundCall[] = []
  const waiting: ((call: OutboundCall) => void)[] = []
  return {
    arrived(call) {
      const first = waiting.shift()
      if (first === undefined) calls.push(call)
      else first(call)
    },
    next: () => new Promise((resolve) => {
      const call = calls.shift()
      if (call === undefined) waiting.push(resolve)
      else resolve(call)
    }),
  }
}
