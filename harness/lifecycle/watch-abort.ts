/** A wait for an abort that can be given up: a signal that outlives many runs must not keep a listener of each. */
export interface AbortWatch extends Disposable {
  /** Rejects with the signal's reason when it is aborted; never resolves. */
  readonly aborted: Promise<never>
}

/** Listens to a signal until it is disposed of. */
export function watchAbort(signal: AbortSignal): AbortWatch {
  let fail = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    fail = () => reject(signal.reason as Error)
  })
  // Whoever waits for something else races against it.
  aborted.catch(() => {})
  if (signal.aborted) fail()
  else signal.addEventListener('abort', fail, { once: true })
  return { aborted, [Symbol.dispose]: () => signal.removeEventListener('abort', fail) }
}
