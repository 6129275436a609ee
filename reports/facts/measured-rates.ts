import type { RunRecord } from '../../harness/model/run-record.ts'

/** Mean of each rate over the measured part of a run, warm-up and drain left out; empty when nothing was measured. */
export function measuredRates(record: Pick<RunRecord, 'timeline' | 'workload'>): ReadonlyMap<string, number> {
  const { warmupSeconds, durationSeconds } = record.workload
  const measured = record.timeline.filter(({ at }) => at >= warmupSeconds && at < warmupSeconds + durationSeconds)
  const sums = new Map<string, number>()
  for (const { rates } of measured) {
    for (const [name, rate] of Object.entries(rates)) sums.set(name, (sums.get(name) ?? 0) + rate)
  }
  return new Map([...sums].map(([name, sum]) => [name, sum / measured.length]))
}
