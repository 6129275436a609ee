/** One fact about this machine and what follows from it. */
export interface Finding {
  /** Greppable, kebab-case. */
  readonly id: string
  readonly title: string
  /** What is there, with its unit. */
  readonly value: string
  /** What that allows or costs. */
  readonly means: string
  /** `limited` leaves runs possible; `missing` does not when the finding is a must. */
  readonly status: 'ok' | 'limited' | 'missing'
  /** Whether callstorm cannot work without it. */
  readonly must: boolean
}
