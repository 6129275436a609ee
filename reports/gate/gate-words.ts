import type { ComparedRun, MetricComparison, Regression } from '../../harness/model/gate.ts'
import { shiftText } from '../compare/change-words.ts'
import type { StatusWord } from '../facts/status-words.ts'
import { printable } from '../text/printable.ts'

export const REGRESSION_WORDS: Readonly<Record<Regression['status'], StatusWord>> = {
  same: { word: 'same', symbol: '✓', tone: 'good' },
  worse: { word: 'worse', symbol: '✗', tone: 'bad' },
  unknown: { word: 'unknown', symbol: '?', tone: 'doubt' },
}

export const COMPARISON_WORDS: Readonly<Record<MetricComparison['status'], StatusWord>> = {
  pass: { word: 'not worse', symbol: '✓', tone: 'good' },
  fail: { word: 'worse', symbol: '✗', tone: 'bad' },
  open: { word: 'not known', symbol: '?', tone: 'doubt' },
}

/** How much worse: `+12 %` is worse, `-3 %` better, `–` not known. */
export const shiftOrNone = (shift: number | undefined): string => (shift === undefined ? '–' : shiftText(shift))

/** `0.030`, `< 0.001`. */
export const pText = (p: number | undefined): string => (p === undefined ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3))

/** Profiles of runs: `reference (8 runs)`. */
export function runsText(runs: readonly ComparedRun[]): string {
  const profiles = [...new Set(runs.map(({ profile }) => printable(profile, 80)))].join(', ')
  return runs.length === 1 ? profiles : `${profiles} (${runs.length} runs)`
}
