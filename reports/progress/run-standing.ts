import type { LatencySoFar, ProgressSnapshot } from '../../harness/model/progress.ts'
import { formatCount, formatRate, formatSeconds, formatUs } from '../text/units.ts'
import type { ProgressStep, Standing } from './start-progress.ts'

const STEPS = ['warm-up', 'measuring', 'draining'] as const satisfies readonly ProgressSnapshot['phase'][]

/** The steps of a run. @param bridge its name */
export const runSteps = (bridge: string): readonly ProgressStep[] => [
  { title: `Start ${bridge}` },
  { title: 'Warm up' },
  { title: 'Measure' },
  { title: 'Drain' },
  { title: 'Write the report' },
]

/** Index of the step that writes the report. */
export const REPORT_STEP = 4

/** The step that a snapshot is of. */
export const stepOf = ({ phase }: ProgressSnapshot): number => 1 + STEPS.indexOf(phase)

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
