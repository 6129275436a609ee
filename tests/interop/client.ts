/** A client library behind the same few operations, so that one test can lead all of them through a session. */
export interface TestClient extends AsyncDisposable {
  /** Events that the library has handed on, over all its connections. */
  readonly events: number
  /** Errors that the library has told its user of. */
  readonly errors: readonly unknown[]
  /** Subscribes to all events, in the format that the library prefers. */
  subscribe(): Promise<void>
  /** Output of an API command; undefined when the library offers none. */
  api(command: string): Promise<string> | undefined
  /** Output of an API command that runs in the background. */
  bgapi(command: string): Promise<string>
  /** Has a call run an application. @returns the application that CHANNEL_EXECUTE_COMPLETE names; needs a subscription */
  execute(uuid: string, application: string, argument: string): Promise<string>
  /** Reply to a `sendmsg` that hangs a call up. */
  hangUp(uuid: string): Promise<string>
  /** Reply to a `filter`. */
  filter(header: string, value: string): Promise<string>
  /** Brings the library to a new connection after its connection has ended, by itself if it does so. */
  reconnect(): Promise<void>
}

export interface ClientAddress {
  readonly host: string
  readonly port: number
  readonly password: string
}

/** Connects and authenticates. */
export type ConnectClient = (address: ClientAddress) => Promise<TestClient>

/** Milliseconds that an answer may take before a test gives up. */
export const ANSWER_MS = 10_000
