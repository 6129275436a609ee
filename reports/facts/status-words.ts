import type { ProbeOutcome } from '../../harness/model/capacity.ts'
import type { HealthSignal, ObjectiveResult } from '../../harness/model/run-record.ts'
import type { RunStatus } from '../../harness/model/verdict.ts'

/** How a reader should take a status: drives colour and symbol, always beside the word. */
export type Tone = 'good' | 'bad' | 'doubt' | 'muted'

export interface StatusWord {
  readonly word: string
  readonly symbol: string
  readonly tone: Tone
}

export const VERDICT_WORDS: Readonly<Record<RunStatus, StatusWord & { readonly meaning: string }>> = {
  pass: { word: 'PASS', symbol: '✓', tone: 'good', meaning: 'every objective was met, on enough samples' },
  fail: { word: 'FAIL', symbol: '✗', tone: 'bad', meaning: 'the bridge did not keep what was asked of it' },
  invalid: {
    word: 'INVALID',
    symbol: '!',
    tone: 'doubt',
    meaning: 'the instrument was the bottleneck: timings and losses of this run prove nothing',
  },
  unknown: { word: 'UNKNOWN', symbol: '?', tone: 'doubt', meaning: 'nothing or too little was measured to decide' },
  aborted: {
    word: 'ABORTED',
    symbol: '■',
    tone: 'muted',
    meaning: 'stopped by the user: figures reach as far as the run did',
  },
}

export const OBJECTIVE_WORDS: Readonly<Record<ObjectiveResult['status'], StatusWord>> = {
  met: { word: 'met', symbol: '✓', tone: 'good' },
  missed: { word: 'missed', symbol: '✗', tone: 'bad' },
  unknown: { word: 'unknown', symbol: '?', tone: 'doubt' },
}

export const HEALTH_WORDS: Readonly<Record<HealthSignal['status'], StatusWord>> = {
  ok: { word: 'ok', symbol: '✓', tone: 'good' },
  warn: { word: 'warning', symbol: '!', tone: 'doubt' },
  void: { word: 'void', symbol: '✗', tone: 'bad' },
  unknown: { word: 'unknown', symbol: '?', tone: 'doubt' },
}

/** What came of a probe of a capacity search. */
export const PROBE_WORDS: Readonly<Record<ProbeOutcome, StatusWord>> = {
  pass: { word: 'pass', symbol: '✓', tone: 'good' },
  fail: { word: 'fail', symbol: '✗', tone: 'bad' },
  undecided: { word: 'undecided', symbol: '?', tone: 'doubt' },
  void: { word: 'void', symbol: '!', tone: 'muted' },
}

/** One line about the instrument itself: the worst signals by name, or that all is well. */
export function describeHealth(signals: readonly HealthSignal[]): { readonly tone: Tone; readonly text: string } {
  if (signals.length === 0) return { tone: 'doubt', text: 'the instrument was not watched' }
  const wrong = signals.filter(({ status }) => status !== 'ok')
  if (wrong.length === 0) return { tone: 'good', text: `ok: all ${signals.length} signals of the instrument in range` }
  const named = wrong.map(({ title, status }) => `${title} (${HEALTH_WORDS[status].word})`).join(', ')
  return { tone: wrong.some(({ status }) => status === 'void') ? 'bad' : 'doubt', text: named }
}
