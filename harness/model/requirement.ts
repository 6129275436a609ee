/** One sentence of the bridge contract that an implementation keeps or breaks. Keywords follow RFC 2119. */
export interface Requirement {
  /** `TOPIC-NN`, never reused. */
  readonly id: string
  readonly keyword: 'MUST' | 'MUST NOT' | 'SHOULD'
  readonly text: string
  /** Kinds of source that it rests on. */
  readonly origins: readonly ('guide' | 'event-socket-documentation' | 'observed' | 'standard' | 'contract')[]
  /** The places, in words. */
  readonly source: string
  /** Why no check can judge it from outside, where that is so. */
  readonly notJudged?: string
}
