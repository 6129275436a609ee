/** One judgement. A checker returns it, with what was expected and what was seen; it never throws on nonconformance. */
export interface Check {
  /** `topic/name`, greppable and never reused. */
  readonly id: string
  /** Requirement that it judges. */
  readonly requirement: string
  readonly status: CheckStatus
  readonly expected: string
  readonly actual: string
  readonly evidence: readonly Evidence[]
}

export type CheckStatus = 'pass' | 'fail' | 'warn' | 'unknown' | 'not-applicable'

/** Octets or facts that a reader can verify the judgement with. Text is untrusted and escaped where it is shown. */
export interface Evidence {
  readonly title: string
  /** Readable excerpt. */
  readonly excerpt: string
  /** File with the whole, relative to the record. */
  readonly file?: string
}
