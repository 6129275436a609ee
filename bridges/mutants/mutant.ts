/** One change of the reference bridge's source. */
export type Patch = {
  /** Relative to `bridges/reference`. */
  readonly file: string
  /** Text that occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
}

/** The reference bridge with one fault. */
export type Mutant = {
  /** `M01`: the core set; `X01`: further ones, so that no check is unproven. Never reused. */
  readonly id: string
  /** Kebab-case. */
  readonly name: string
  /** What the bridge does wrong. */
  readonly fault: string
  /** Checks that exist to find this fault: none of them may pass. */
  readonly trips: readonly string[]
  /** Checks that the fault cannot but disturb as well; `esl/*` for some of a topic, `*` for any. @default none */
  readonly disturbs?: readonly string[]
  readonly patches: readonly Patch[]
}

/** Types a mutant as it is written: a misspelt key fails the type check. */
export const defineMutant = (mutant: Mutant): Mutant => mutant
