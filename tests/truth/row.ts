import type { Check } from './check.ts'

/** Where a row is measured. */
export interface Stage {
  /** Aborts when the user stops it. */
  readonly signal: AbortSignal
  /** For temporary files; removed at the end. */
  readonly folder: string
}

/** What one attempt found, before any formula is put to it. */
export interface Observed<E> {
  readonly evidence: E
  /** Why this attempt says nothing, in sentences: the machine or the harness was sick meanwhile. */
  readonly sick: readonly string[]
}

/** A formula of the instrument, or one that must not be taken for it. */
export interface NamedFormula<E, F> {
  readonly name: string
  readonly of: (evidence: E) => F
}

/** One truth that the harness is held against. */
export interface RowDefinition<E, F> {
  /** Kebab-case, as the command line names it. */
  readonly name: string
  /** What must hold, in one line. */
  readonly must: string
  /** About how long an attempt takes, seconds. */
  readonly seconds: number
  /** Attempts on a machine that is sick. @default 3 */
  readonly attempts?: number
  /**
   * Whether a machine can make the figures larger and never smaller, as it does with delays: then one attempt within the
   * limits proves the row, and one above them is measured again. @default false
   */
  readonly noiseOnlyAdds?: boolean
  /**
   * Runs the harness against what is known.
   * @throws CannotTell when this machine lacks what it takes
   */
  readonly observe: (stage: Stage) => Promise<Observed<E>>
  /** How the harness measures. */
  readonly formula: (evidence: E) => F
  /** Mistakes that instruments make: each of them must be refused by the checks. */
  readonly wrong: readonly NamedFormula<E, F>[]
  /** What must hold of the figures. */
  readonly checks: (figures: F, evidence: E) => readonly Check[]
  /** Evidence of a perfect machine: the checks hold for the formula, and for no wrong one. */
  readonly specimen: () => E
}

/** What one attempt says. */
export interface Attempt {
  readonly sick: readonly string[]
  readonly checks: readonly Check[]
  readonly wrong: readonly { readonly name: string; readonly checks: readonly Check[] }[]
}

/** A row whose evidence is its own affair. */
export interface Row extends Pick<RowDefinition<never, never>, 'name' | 'must' | 'seconds'> {
  readonly attempts: number
  readonly noiseOnlyAdds: boolean
  attempt(stage: Stage): Promise<Attempt>
  /** The same with the evidence of a perfect machine. */
  rehearse(): Attempt
}

/** This machine lacks what a row takes: neither right nor wrong. */
export class CannotTell extends Error {
  override readonly name = 'CannotTell'
}

/** Tolerances stay what they are, however sick the machine is. */
const DEFAULT_ATTEMPTS = 3

/** Types a row as it is written, and hides what its evidence looks like. */
export function defineRow<E, F>(row: RowDefinition<E, F>): Row {
  const { name, must, seconds, attempts = DEFAULT_ATTEMPTS, noiseOnlyAdds = false } = row
  const judge = ({ evidence, sick }: Observed<E>): Attempt => ({
    sick,
    checks: row.checks(row.formula(evidence), evidence),
    wrong: row.wrong.map((wrong) => ({ name: wrong.name, checks: row.checks(wrong.of(evidence), evidence) })),
  })
  return {
    name,
    must,
    seconds,
    attempts,
    noiseOnlyAdds,
    attempt: async (stage) => judge(await row.observe(stage)),
    rehearse: () => judge({ evidence: row.specimen(), sick: [] }),
  }
}
