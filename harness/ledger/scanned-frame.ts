/** What a received event is about, as far as the ledger is concerned. */
export interface ScannedFrame {
  /**
   * `entity`: a contract event of an identity of this run; `unaddressed`: an event that belongs to no entity (machine
   * health, unknown events); `unknown`: a contract event without an identity of this run, or no event at all.
   */
  kind: 'entity' | 'unaddressed' | 'unknown'
  source: number
  number: number
  /** Undefined for ids in the style of Asterisk, which do not carry it. */
  leg: number | undefined
  slot: number
  /** Index in MILESTONES. */
  milestone: number
}

/** One to write into. All are made here, so that the engine knows one shape of them. */
export const emptyFrame = (): ScannedFrame => ({
  kind: 'unknown',
  source: 0,
  number: 0,
  leg: 0,
  slot: 0,
  milestone: 0,
})
