/** What a run concludes. */
export type RunStatus =
  /** Every objective was met by enough samples. */
  | 'pass'
  /** An objective was missed, or a fact that no noise can make (a duplicate, a corrupt frame) was seen. */
  | 'fail'
  /** The instrument fell behind or broke its own rules: its timings and losses prove nothing. */
  | 'invalid'
  /** Nothing or too little was measured. */
  | 'unknown'
  /** Stopped by the user; the record holds what was measured until then. */
  | 'aborted'

/** One reason for a status, in a sentence that names figures. */
export interface Reason {
  readonly status: Exclude<RunStatus, 'pass' | 'aborted'>
  readonly message: string
}

export interface Verdict {
  readonly status: RunStatus
  readonly reasons: readonly Reason[]
}

/** Exit codes of every command: 0 kept, 1 missed, 2 could not be verified, 3 the harness broke, 64 usage. */
export const EXIT = { pass: 0, fail: 1, unverified: 2, broken: 3, usage: 64, interrupted: 130 } as const

export function exitCodeOf(status: RunStatus): number {
  switch (status) {
    case 'pass':
      return EXIT.pass
    case 'fail':
      return EXIT.fail
    case 'invalid':
    case 'unknown':
      return EXIT.unverified
    case 'aborted':
      return EXIT.interrupted
  }
}
