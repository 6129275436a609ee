/** What the user said on the command line of `callstorm capacity`. */
export interface CapacityOptions {
  readonly bridge: string
  readonly scenario: string
  readonly objective?: readonly string[]
  readonly start?: number
  readonly lowest: number
  readonly highest: number
  readonly window?: number
  readonly warmup: number
  readonly quick?: boolean
  readonly within?: number
  readonly over?: readonly number[]
  readonly subscribers?: number
  readonly expiry: number
  readonly seed?: string
  readonly out: string
  /** Port of the live page; true for a free one. */
  readonly live?: number | true
  readonly json?: boolean
  readonly quiet?: boolean
}
