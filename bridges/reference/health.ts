/** A source of events that is up or down, and that can be told to stop. */
export type Input = {
  readonly name: string
  readonly up: () => boolean
  readonly close: () => void
}

/** What GET /health answers: 200 for `ready` and `degraded`, 503 for the others. */
export type Health = {
  /** `ready` once every input has been up at the same time; `degraded` when one was lost since. */
  readonly status: 'starting' | 'ready' | 'degraded' | 'stopping'
  readonly inputs: Readonly<Record<string, boolean>>
}

/** Judges inputs that may still be added to the given list. */
export const createHealth = (inputs: readonly Input[]): { readonly read: () => Health; readonly stop: () => void } => {
  let wasReady = false
  let stopping = false
  const status = (): Health['status'] => {
    if (stopping) return 'stopping'
    if (inputs.every((input) => input.up())) {
      wasReady = true
      return 'ready'
    }
    return wasReady ? 'degraded' : 'starting'
  }
  return {
    read: () => ({ status: status(), inputs: Object.fromEntries(inputs.map((input) => [input.name, input.up()])) }),
    stop: () => {
      stopping = true
    },
  }
}
