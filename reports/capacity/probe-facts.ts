import type { Bracket, CapacityAnswer, CapacityProbe, CapacitySearchRecord, TelephonyFigures } from '../../harness/model/capacity.ts'
import { formatCount, formatRate, formatSeconds, formatShare } from '../text/units.ts'

/** Latency series that a probe is described by. */
export const DESCRIBING_SERIES = ['ingress.reply', 'websocket.latency', 'webhook.latency']

/** The highest of a percentile over the describing series, microseconds; NaN without any. */
export function worstLatencyOf({ latencies }: CapacityProbe, percentile: 'p50Us' | 'p99Us' | 'p999Us'): number {
  const values = DESCRIBING_SERIES.flatMap((name) => latencies[name]?.[percentile] ?? [])
  return values.length === 0 ? Number.NaN : Math.max(...values)
}

/**
 * The rate that a search ended at, with what it is: the knee where a higher rate failed, else only the highest that is
 * known to hold.
 */
export function endOf({ answer }: Pick<CapacitySearchRecord, 'answer'>): { readonly rate: number; readonly name: string } | undefined {
  if (answer.kind === 'found') return { rate: answer.rate, name: 'knee' }
  return answer.kind === 'at-least' ? { rate: answer.rate, name: 'verified' } : undefined
}

/** What speaks against a probe that failed: a fact, an objective, or how little came. Untrusted text. */
export function failureOf({ facts, objectives, attainment }: CapacityProbe): string {
  const missed = objectives.find(({ status }) => status === 'missed')
  if (facts[0] !== undefined) return facts[0]
  return missed
    ? `${missed.text}: measured ${missed.measured}`
    : `${formatShare(attainment)} of the offered was delivered`
}

/** Why a probe that did not pass did not; empty for one that did. Untrusted text. */
export function reasonOf(probe: CapacityProbe): string {
  switch (probe.outcome) {
    case 'pass':
      return ''
    case 'fail':
      return failureOf(probe)
    case 'void':
      return probe.voidBecause.join('; ')
    case 'undecided':
      return probe.objectives.find(({ status }) => status === 'unknown')?.note ?? ''
  }
}

export const bracketText = ({ low, high }: Bracket): string =>
  `${low > 0 ? formatRate(low) : 'nothing'} passed, ${high === undefined ? 'nothing failed' : `${formatRate(high)} was not passed`}`

export function answerText(answer: CapacityAnswer): string {
  switch (answer.kind) {
    case 'found':
      return `${formatRate(answer.rate)} calls verified, ${formatRate(answer.bracket.high ?? Number.NaN)} fails`
    case 'at-least':
      return `at least ${formatRate(answer.rate)} calls, verified`
    case 'none':
      return 'no rate passes'
    case 'unknown':
      return `not known; ${bracketText(answer.bracket)}`
  }
}

/** A capacity in units that telephony people plan with. */
export const telephonyRows = (figures: TelephonyFigures): readonly (readonly [unit: string, capacity: string])[] => [
  ['Calls per second', formatRate(figures.callsPerSecond)],
  ['Busy-hour call attempts', formatCount(figures.busyHourCallAttempts)],
  [`Concurrent calls of ${formatSeconds(figures.meanCallSeconds)} in the mean`, formatCount(figures.concurrentCalls)],
  ['Events per second', formatRate(figures.eventsPerSecond)],
  [`Registered endpoints at an expiry of ${formatSeconds(figures.expirySeconds)}`, formatCount(figures.registeredEndpoints)],
  ['Websocket subscribers', formatCount(figures.subscribers)],
]

/** How far a prediction may be trusted, in words; empty where it may. */
export const TRUST_WORDS = { good: '', warn: 'beyond twice what was measured', refused: 'too far or too uncertain to say' } as const

export const subscribersText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'subscriber' : 'subscribers'}`
