/** What stopped the run: reason of the abort signal. */
export class Interruption extends Error {
  readonly code = 'interrupted'
  readonly signal: NodeJS.Signals

  constructor(signal: NodeJS.Signals) {
    super(`Stopped by ${signal}`)
    this.name = 'Interruption'
    this.signal = signal
  }
}

export interface SignalTrap extends Disposable {
  /** Aborts at the first Ctrl-C, SIGTERM or hang-up, with an `Interruption` as reason. */
  readonly signal: AbortSignal
}

export interface SignalTrapOptions {
  /** Called at the second signal, when the user does not want to wait: must be synchronous. The process ends after it. */
  readonly onForce?: (signal: NodeJS.Signals) => void
  /** Where signals come from and how the process ends. @default the process */
  readonly process?: Pick<NodeJS.Process, 'on' | 'off'> & { exit(code: number): void }
  /** Milliseconds now. @default performance.now */
  readonly now?: () => number
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/**
 * `npm` passes Ctrl-C on to its child, which has already had it from the terminal: two signals within a few
 * milliseconds are one keystroke.
 */
const SAME_KEYSTROKE_MS = 300

/** Turns signals into an `AbortSignal`; a second one calls `onForce` and exits with 128 and the signal's number. */
export function trapSignals(options: SignalTrapOptions = {}): SignalTrap {
  const { onForce, process: source = process, now = () => performance.now() } = options
  const controller = new AbortController()
  let firstAt: number | undefined

  const handle = (signal: NodeJS.Signals): void => {
    if (firstAt === undefined) {
      firstAt = now()
      controller.abort(new Interruption(signal))
    } else if (now() - firstAt >= SAME_KEYSTROKE_MS) {
      try {
        onForce?.(signal)
      } finally {
        source.exit(128 + numberOf(signal))
      }
    }
  }
  for (const name of SIGNALS) source.on(name, handle)
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const name of SIGNALS) source.off(name, handle)
    },
  }
}

function numberOf(signal: NodeJS.Signals): number {
  return Object.entries(NUMBERS).find(([name]) => name === signal)?.[1] ?? NUMBERS.SIGINT
}
