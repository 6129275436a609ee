import type { LatencySoFar, ProgressSnapshot, RunPhase } from '../../harness/model/progress.ts'
import { formatCount, formatRate, formatSeconds, formatUs } from '../text/units.ts'
import type { ProgressStep } from './progress-step.ts'
import type { Standing } from './start-progress.ts'

/** What a command does for a run: what the run itself tells of, and what is around it. */
export type RunStage = 'starting' | RunPhase | 'reporting'

/** The steps of a run. */
export interface RunSteps {
  readonly steps: readonly ProgressStep[]
  /** Index of the step of a stage. */
  indexOf(stage: RunStage): number
}

/** @param bridge its name @param hasWarmup a step that there is not cannot be ticked off */
export function runSteps(bridge: string, hasWarmup: boolean): RunSteps {
  const steps: readonly (ProgressStep & { readonly stage: RunStage })[] = [
    { stage: 'starting', title: `Start ${bridge}` },
    ...(hasWarmup ? [{ stage: 'warm-up', title: 'Warm up' } as const] : []),
    { stage: 'measuring', title: 'Measure' },
    { stage: 'draining', title: 'Drain' },
    { stage: 'reporting', title: 'Write the report' },
  ]
  return { steps, indexOf: (stage) => steps.findIndex((step) => step.stage === stage) }
}

const BAR = 24

function barOf({ elapsedSeconds, totalSeconds }: ProgressSnapshot): string {
  const share = totalSeconds > 0 ? Math.min(1, Math.max(0, elapsedSeconds / totalSeconds)) : 1
  const filled = Math.round(share * BAR)
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`
}

/** The series that says most about a bridge, of those that it has. */
const SHOWN = ['websocket.latency', 'webhook.latency', 'ingress.reply'] as const

const shownOf = (latencies: readonly LatencySoFar[]): LatencySoFar | undefined =>
  SHOWN.map((name) => latencies.find((series) => series.name === name)).find((series) => series !== undefined)

/** A snapshot as the standing of its step. */
export function runStanding(snapshot: ProgressSnapshot, { bar = true }: { readonly bar?: boolean } = {}): Standing {
  const { elapsedSeconds, totalSeconds, rates, deliveries } = snapshot
  const latency = shownOf(snapshot.latencies)
  const length = `${formatSeconds(Math.floor(elapsedSeconds))} of ${formatSeconds(totalSeconds)}`
  return {
    stand: bar ? `${barOf(snapshot)} ${length}` : length,
    text: [
      `${formatRate(rates['calls.started'])} calls`,
      `${formatRate(rates['events.sent'])} events`,
      `${formatRate(rates['websocket.frames'] + rates['webhook.posts'])} deliveries`,
      latency === undefined ? 'p99 –' : `p99 ${formatUs(latency.p99Us)} (${latency.name.split('.')[0]})`,
      `${formatCount(deliveries.lost)} lost`,
    ].join(', '),
  }
}
