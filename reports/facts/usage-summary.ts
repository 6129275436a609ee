import type { UsageSample } from '../../harness/model/run-record.ts'

export interface UsageSummary {
  /** Shares of one core. */
  readonly cpuMean: number
  readonly cpuPeak: number
  readonly rssPeakBytes: number
  /** Undefined when they were not ours to count. */
  readonly descriptorsPeak: number | undefined
}

/** What a process used over the run; undefined when it was not watched. */
export function summarizeUsage(samples: readonly UsageSample[], of: UsageSample['of']): UsageSummary | undefined {
  const own = samples.filter((sample) => sample.of === of)
  if (own.length === 0) return undefined
  const peak = (pick: (sample: UsageSample) => number): number =>
    own.reduce((most, sample) => Math.max(most, pick(sample)), 0)
  return {
    cpuMean: own.reduce((sum, { cpu }) => sum + cpu, 0) / own.length,
    cpuPeak: peak(({ cpu }) => cpu),
    rssPeakBytes: peak(({ rssBytes }) => rssBytes),
    descriptorsPeak: peak(({ descriptors }) => descriptors ?? Number.NaN),
  }
}
