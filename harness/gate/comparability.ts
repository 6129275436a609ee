import { isDeepStrictEqual } from 'node:util'
import type { RunRecord } from '../model/run-record.ts'

/** Why runs cannot be held against each other, in sentences; empty when they can. */
export function comparabilityProblems(baseline: readonly RunRecord[], candidate: readonly RunRecord[]): string[] {
  const [first] = baseline
  const all = [...baseline, ...candidate]
  if (first === undefined || candidate.length === 0) return ['there must be a run on both sides']
  const different = COMPARABLE_CONDITIONS.flatMap(({ name, of }) => {
    const other = all.find((record) => !isDeepStrictEqual(of(record), of(first)))
    return other ? [`${name} differs: ${show(of(first))} and ${show(of(other))}`] : []
  })
  return [...different, ...unsound('baseline', baseline), ...unsound('candidate', candidate)]
}

/** What has to be the same on both sides for a difference to be the bridge's. */
export const COMPARABLE_CONDITIONS: readonly { readonly name: string; readonly of: (record: RunRecord) => unknown }[] = [
  { name: 'the version of the record', of: ({ schema }) => schema },
  // The contract and the judge come with callstorm: another version may measure something else.
  { name: 'the version of callstorm', of: ({ callstorm }) => callstorm },
  { name: 'the scenario', of: ({ scenario }) => scenario.id },
  { name: 'the rate of calls', of: ({ workload }) => workload.arrivals },
  { name: 'the length', of: ({ workload }) => [workload.warmupSeconds, workload.durationSeconds] },
  { name: 'the mix of calls', of: ({ workload }) => workload.mix },
  { name: 'prefilling', of: ({ workload }) => workload.prefill ?? false },
  { name: 'the segment', of: ({ workload }) => workload.segment },
  {
    name: 'the number of sources and receivers',
    of: ({ workload }) => [
      workload.freeswitchNodes,
      workload.softswitchMachines,
      workload.subscribers,
      workload.webhooks,
    ],
  },
  { name: 'the way the bridge is started', of: ({ target }) => target.kind },
  { name: 'the processor', of: ({ environment }) => [environment.cpu, environment.cores] },
  { name: 'the memory', of: ({ environment }) => Math.round(environment.memoryBytes / 2 ** 30) },
  { name: 'the major version of Node.js', of: ({ environment }) => environment.node.split('.')[0] },
]

function unsound(side: string, records: readonly RunRecord[]): string[] {
  return records.flatMap(({ runId, verdict: { status, reasons } }) => {
    const why = reasons.find((reason) => reason.status === 'invalid')?.message
    if (status === 'aborted') return [`run ${runId} of the ${side} was stopped before its end`]
    if (status !== 'invalid' && why === undefined) return []
    return [`the instrument of run ${runId} of the ${side} was void: ${why ?? 'no reason was written down'}`]
  })
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'none'
