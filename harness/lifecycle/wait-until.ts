import { setTimeout as delay } from 'node:timers/promises'

/** How long to wait, and what to say when it was in vain. */
export interface WaitOptions {
  /** Milliseconds from now after which waiting ends with an error. */
  readonly withinMs: number
  /** Milliseconds between two looks. @default 20 */
  readonly everyMs?: number
  /** Ends the wait with the signal's reason. */
  readonly signal?: AbortSignal
  /** What was there instead, for the error message: read once, at the deadline. */
  readonly evidence?: () => string
}

/**
 * Looks again and again until `condition` gives something other than `undefined`, `null` or `false`, and returns it. A
 * condition that throws counts as not met; what it threw last becomes the cause.
 * @throws Error at the deadline, with the evidence
 */
export async function waitUntil<T>(
  what: string,
  condition: () => T | Promise<T>,
  options: WaitOptions,
): Promise<Exclude<T, undefined | null | false>> {
  const { withinMs, everyMs = 20, signal, evidence } = options
  const deadline = performance.now() + withinMs
  let failure: unknown
  for (;;) {
    signal?.throwIfAborted()
    try {
      const value = await condition()
      if (isMet(value)) return value
      failure = undefined
    } catch (error) {
      failure = error
    }
    const left = deadline - performance.now()
    if (left <= 0) throw deadlineError(what, withinMs, evidence?.(), failure)
    await pause(Math.min(everyMs, left), signal)
  }
}

function isMet<T>(value: T): value is Exclude<T, undefined | null | false> {
  return value !== undefined && value !== null && value !== false
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted())
}

function deadlineError(what: string, withinMs: number, evidence: string | undefined, cause: unknown): Error {
  const seen = evidence ?? (cause instanceof Error ? cause.message : 'not met')
  return new Error(`Cannot see that ${what} as it must happen within ${withinMs / 1000} s: current value is ${seen}`, { cause })
}
