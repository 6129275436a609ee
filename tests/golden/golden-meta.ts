import type { TestContext } from 'vitest'

/** Kinds of recordings. */
export const GOLDEN_FAMILIES = ['transcripts', 'events', 'flows', 'outbound'] as const
export type GoldenFamily = (typeof GOLDEN_FAMILIES)[number]

declare module 'vitest' {
  interface TaskMeta {
    golden?: readonly GoldenMark[]
  }
}

/** Says that a test stands for a recording: it matches when all of its tests pass. */
export interface GoldenMark {
  readonly family: GoldenFamily
  /** Name of the recording. */
  readonly name: string
  /** Known not to match; the reason is in a list that must not be stale. @default false */
  readonly isPending?: boolean
}

/** Marks the running test, for the table of `golden-reporter.ts`. */
export function marksGolden({ task }: Pick<TestContext, 'task'>, ...marks: readonly GoldenMark[]): void {
  task.meta.golden = [...(task.meta.golden ?? []), ...marks]
}
