/** A step of a command. */
export interface ProgressStep {
  readonly title: string
  /** Whether lines are noted under it that stay; otherwise only the newest text stands there. @default false */
  readonly notes?: boolean
}
