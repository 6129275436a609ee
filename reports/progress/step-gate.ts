import type { ProgressStep } from './progress-step.ts'

/** How a step ended. */
export type StepEnd = 'done' | 'skipped' | 'stopped'

/** What Listr gives a running task. */
interface TaskHandle {
  title: string
  output: string
}

/** A step that waits to be begun and then goes on until it is settled. */
export interface StepGate {
  readonly step: ProgressStep
  /** Whether it is skipped, as soon as that is known. */
  isSkipped(): Promise<boolean>
  /** The task itself. */
  run(handle: TaskHandle): Promise<void>
  /** Begins the step. */
  open(): void
  /** The first call counts. */
  settle(how: StepEnd): void
  retitle(title: string): void
  print(line: string): void
}

export function createGate(step: ProgressStep): StepGate {
  const [opened, settled] = [createSignal<void>(), createSignal<StepEnd>()]
  let handle: TaskHandle | undefined
  /** What was told before the list came to this step. */
  let waiting: { title?: string; lines: string[] } = { lines: [] }
  return {
    step,
    isSkipped: async () => (await Promise.race([opened.promise, settled.promise])) === 'skipped',
    async run(given) {
      handle = given
      if (waiting.title !== undefined) handle.title = waiting.title
      for (const line of waiting.lines) handle.output = line
      waiting = { lines: [] }
      const how = await settled.promise
      if (how === 'stopped') throw new Error('stopped')
      handle.title = step.title
    },
    open: () => opened.resolve(),
    settle: (how) => settled.resolve(how),
    retitle(title) {
      if (handle) handle.title = title
      else waiting.title = title
    },
    print(line) {
      if (handle) handle.output = line
      else waiting.lines.push(line)
    },
  }
}

/** Node 20 has no Promise.withResolvers. */
function createSignal<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
