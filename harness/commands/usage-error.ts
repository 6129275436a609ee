/** What the user typed or wrote cannot be used: one clear sentence (or a list of problems), exit code 64. */
export class UsageError extends Error {
  readonly code = 'USAGE'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UsageError'
  }
}
