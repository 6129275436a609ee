/** Wakes a thread so that it can send what has become due. */
export interface Pacer {
  /** Calls `wake` again and again until the returned handle is disposed. */
  start(wake: () => void): Disposable
}

/** A timer tick each millisecond: median lag about 0.6 ms for a few percent of one core. */
export function createTickPacer(): Pacer {
  return {
    start(wake) {
      const timer = setInterval(wake, 1)
      return { [Symbol.dispose]: () => clearInterval(timer) }
    },
  }
}
