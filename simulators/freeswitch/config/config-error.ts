/** A configuration file that cannot be used, with everything that is wrong with it: exit code 64. */
export class ConfigError extends Error {
  readonly code = 'USAGE'
  /** One line each, in the order of the file: `line 4: listen-port must be a number: current value is "x"`. */
  readonly problems: readonly string[]

  constructor(file: string, problems: readonly string[], options?: ErrorOptions) {
    const list = problems.map((problem) => `\n  ${problem}`).join('')
    super(`Cannot use "${file}" as ${problems.length === 1 ? 'it has a problem' : `it has ${problems.length} problems`}:${list}`, options)
    this.name = 'ConfigError'
    this.problems = problems
  }
}
