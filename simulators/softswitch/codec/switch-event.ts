/**
 * One event as the softswitch sends it: a flat set of fields. Names stand in alphabetical order, as in the sample of
 * the vendor's guide, so that both encodings list them in the same order.
 */
export type SwitchEvent = Readonly<Record<string, string | number>> & {
  readonly class: string
  readonly event: string
  /** Number of the machine on which it happened, from 1. */
  readonly machine: number
  /** Unix seconds with six decimals. */
  readonly timestamp: string
}
