/** Why a bridge could not be started or reached. None of them is a verdict: the command ends with exit code 3. */
export type TargetErrorCode =
  /** What the profile asks to be run before the start failed. */
  | 'prepare-failed'
  /** The bridge's program could not be run, or its container not created. */
  | 'not-started'
  /** It ended before it was ready. */
  | 'died-early'
  /** The same, and somebody else has taken a port that it was told to listen on. */
  | 'port-taken'
  /** It runs but did not become ready in time. */
  | 'not-ready'
  /** Nothing listens where the profile says that a running bridge is. */
  | 'dead-address'
  /** There is no container engine. */
  | 'no-engine'

export class TargetError extends Error {
  readonly code: TargetErrorCode

  constructor(code: TargetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TargetError'
    this.code = code
  }
}
