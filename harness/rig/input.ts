/** A link by which events enter the bridge. Control and sentinel of a trial go in by the same one as the stimulus. */
export interface Input {
  /** `esl 1`, `http-post`. */
  readonly name: string
  /** Whether the bridge can take events by it now; waits up to `withinMs`. */
  ready(withinMs: number): Promise<boolean>
  /** Kinds of event that a mark may yield besides its call/start. @default none */
  readonly markYields?: readonly string[]
  /** Sends an ordinary call/start for each of these uniqueids, in the most usual form, together in one write. */
  mark(...uniqueids: readonly string[]): void | Promise<void>
}
