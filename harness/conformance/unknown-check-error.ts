/** A pattern that no check has: exit code 64. */
export class UnknownCheckError extends Error {
  readonly code = 'USAGE'

  constructor(pattern: string, ids: readonly string[]) {
    const topics = [...new Set(ids.map((id) => id.split('/')[0]))].join(', ')
    super(`Cannot select checks as each pattern must match at least one: current value is "${pattern}" (topics: ${topics}; --list shows all checks)`)
    this.name = 'UnknownCheckError'
  }
}
