/** What the user said on the command line of `callstorm ab`. */
export interface AbOptions {
  readonly a: string
  readonly b: string
  readonly scenario: string
  readonly rate: number
  readonly metric?: readonly string[]
  readonly seed?: string
  readonly out: string
  readonly json?: boolean
  readonly quiet?: boolean
}
