import { watchAbort } from '../lifecycle/watch-abort.ts'

/** Time from the agreement to the start: every thread must have heard of it by then. */
const LEAD_MS = 1000

/**
 * Lets runs that are prepared at the same time begin at the same moment: each of them waits until all have asked.
 * @param parties how many there are
 * @param signal gives up waiting: a run that cannot go on never asks
 * @returns a function that resolves with the start in Unix milliseconds, or rejects with the reason of the signal
 */
export function createStartAgreement(parties: number, signal: AbortSignal): () => Promise<number> {
  let asked = 0
  let agree: (startAtMs: number) => void = () => {}
  const agreed = new Promise<number>((resolve) => {
    agree = resolve
  })
  return async () => {
    signal.throwIfAborted()
    using watch = watchAbort(signal)
    asked += 1
    if (asked === parties) agree(Date.now() + LEAD_MS)
    return await Promise.race([agreed, watch.aborted])
  }
}
