import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { once } from 'node:events'
import { makeLivePage } from '../../reports/live/live-page.ts'
import { type StartedLiveServer, startLiveServer } from '../../reports/live/start-live-server.ts'
import { formatRate, formatSeconds } from '../../reports/text/units.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import type { FinalFigures, LiveEnd, LivePlan } from '../model/live.ts'
import type { RunRecord } from '../model/run-record.ts'
import type { Scenario } from '../model/scenario.ts'
import { plannedMarks } from '../runner/planned-marks.ts'
import { UsageError } from './usage-error.ts'

/** Serves the live page and says where. @param port true for a free one */
export async function openLivePage(port: number | true): Promise<StartedLiveServer> {
  try {
    const server = await startLiveServer({ page: await makeLivePage(), port: port === true ? 0 : port })
    process.stderr.write(`Live page: ${server.url}\n`)
    return server
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause
    throw new UsageError(`Cannot serve the live page as its port must be free: current value is ${port}`, { cause })
  }
}

/** What a live page says of a run before it begins. */
export function livePlanOf(
  scenario: Scenario,
  workload: Workload,
  bridge: string,
  objectives: readonly string[],
): LivePlan {
  const { arrivals, warmupSeconds, durationSeconds, seed } = workload
  const length = `${formatSeconds(durationSeconds)} after ${formatSeconds(warmupSeconds)} of warm-up`
  return {
    title: scenario.title,
    bridge,
    subtitle: `${formatRate(arrivals.perSecond)} calls for ${length}, seed ${seed}`,
    totalSeconds: warmupSeconds + durationSeconds,
    objectives,
    marks: plannedMarks(scenario.faults ?? [], workload),
  }
}

/** Shows what became of it, with a link to the report and to what stands beside it. */
export function endLivePage(server: StartedLiveServer, end: Omit<LiveEnd, 'path' | 'report'>, report: string): void {
  const folder = join(report, '..')
  const files = new Map(readdirSync(folder).map((name) => [name, join(folder, name)]))
  server.end({ ...end, path: report, report: basename(report) }, files)
}

/** The final figures of a run. */
export const finalFiguresOf = ({ objectives, series, ledger }: RunRecord): FinalFigures => ({
  objectives: objectives.map(({ text, status, measured, margin }) => ({ text, status, measured, margin })),
  latencies: series
    .filter(({ count }) => count > 0)
    .map(({ name, title, diagnostic, count, quantiles, maxUs }) => ({
      name,
      title,
      diagnostic,
      count,
      p50Us: quantiles.p50Us,
      p99Us: quantiles.p99Us,
      maxUs,
    })),
  deliveries: ledger.totals,
})

/** Someone who sits at a terminal reads the page as long as they like; a job in CI does not wait for anyone. */
export async function lingerLivePage(server: StartedLiveServer, signal: AbortSignal): Promise<void> {
  if (signal.aborted || !process.stdin.isTTY || !process.stderr.isTTY) return
  process.stderr.write(`The live page stays at ${server.url} until Ctrl-C\n`)
  // A listener alone keeps no process alive; the server does.
  await once(signal, 'abort')
}
