import type { RunRecord } from '../model/run-record.ts'

/** Runs of the same thing as they were loaded. */
export interface Side {
  readonly name: string
  readonly path: string
  /** At least one, oldest first. */
  readonly runs: readonly RunRecord[]
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Most sides that a comparison can be read with. */
export const MOST_SIDES = 6

/**
 * Names sides by letters in the order given: `A`, `B` and so on, so that they are short and no text of others can pass
 * for one.
 */
export const nameSides = (loaded: readonly { readonly path: string; readonly runs: readonly RunRecord[] }[]): Side[] =>
  loaded.map(({ path, runs }, i) => ({
    name: LETTERS[i] ?? String(i + 1),
    path,
    runs: runs.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt)),
  }))
