import type { ComparedLatency, ComparedSide, Conclusion, LatencyChange, LatencyValue } from '../../harness/model/comparison.ts'
import type { StatusWord } from '../facts/status-words.ts'
import { formatCount, formatShare, formatUs } from '../text/units.ts'

/** What a comparison concludes, in a word and a sentence. */
export const CONCLUSION_WORDS: Readonly<Record<Conclusion['kind'], StatusWord & { readonly meaning: string }>> = {
  compared: { word: 'COMPARED', symbol: '=', tone: 'muted', meaning: 'nothing that objectives are about was shown to be worse than the base' },
  worse: { word: 'WORSE', symbol: '✗', tone: 'bad', meaning: 'a side is worse than the base' },
  incomparable: {
    word: 'NOT COMPARABLE',
    symbol: '!',
    tone: 'doubt',
    meaning: 'a change of figures need not come from what ran: nothing is concluded from it',
  },
}

/** A shift of logarithms as a share: `+12 %` is slower, `-3 %` faster. */
export function shiftText(shift: number): string {
  const change = Math.exp(shift) - 1
  return `${change >= 0 ? '+' : '-'}${formatShare(Math.abs(Math.round(change * 1000) / 1000))}`
}

/** The change itself, as far as there is one: `+12 %`. */
export const changeText = ({ shift }: LatencyChange): string => (shift === undefined ? '–' : shiftText(shift))

/** How sure the change is: its interval or its p value. */
export function certaintyText(change: LatencyChange): string {
  switch (change.kind) {
    case 'blocks':
      return `${shiftText(change.low)} to ${shiftText(change.high)}`
    case 'runs':
      return `p ${change.adjustedP < 0.001 ? '< 0.001' : change.adjustedP.toFixed(3)}`
    case 'none':
      return '–'
  }
}

const WORDS: Readonly<Record<'apart' | 'overlapping' | 'worse' | 'better' | 'not shown', StatusWord>> = {
  apart: { word: 'apart', symbol: '≠', tone: 'doubt' },
  overlapping: { word: 'overlapping', symbol: '≈', tone: 'muted' },
  worse: { word: 'worse', symbol: '✗', tone: 'bad' },
  better: { word: 'better', symbol: '✓', tone: 'good' },
  'not shown': { word: 'no change shown', symbol: '≈', tone: 'muted' },
}

export const changeWord = (change: LatencyChange): StatusWord =>
  change.kind === 'none' ? { word: change.because, symbol: '?', tone: 'doubt' } : WORDS[change.status]

export const valueText = (value: LatencyValue | undefined): string => (value === undefined ? '–' : formatUs(value.us))

/** A value's interval; undefined where there is none. */
export const intervalText = (value: LatencyValue | undefined): string | undefined =>
  value?.interval && `${formatUs(value.interval.lowUs)} to ${formatUs(value.interval.highUs)}`

/** `A reference` or `A reference, 8 runs`. */
export const sideText = ({ name, profile, runs }: ComparedSide): string =>
  `${name} ${profile}${runs.length === 1 ? '' : `, ${formatCount(runs.length)} runs`}`

/** One change of one latency, with the side that it is about. */
export interface ChangeLine {
  readonly metric: string
  readonly asserted: boolean
  readonly base: LatencyValue | undefined
  readonly other: LatencyValue | undefined
  /** Index of the side. */
  readonly side: number
  readonly change: LatencyChange
}

/** Every change of every latency, in the order of the record. */
export const changeLines = (latencies: readonly ComparedLatency[]): readonly ChangeLine[] =>
  latencies.flatMap(({ metric, asserted, sides, changes }) =>
    changes.map((change, i) => ({ metric, asserted, base: sides[0], other: sides[i + 1], side: i + 1, change })),
  )

/** `3 of 4 met` over several runs, the measured value of a single one, `–` without any. */
export function objectiveText(results: ReadonlyArray<{ readonly status: string; readonly measured: string }>): string {
  const [only, ...others] = results
  if (only === undefined) return '–'
  if (others.length === 0) return only.measured
  return `${results.filter(({ status }) => status === 'met').length} of ${results.length} met`
}
