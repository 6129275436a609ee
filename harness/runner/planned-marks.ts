import type { Workload } from '../../simulators/traffic/workload.ts'
import type { Fault } from '../model/fault.ts'
import type { Mark } from '../model/run-record.ts'
import { faultMarks } from './run-scenario.ts'

/** Phases and faults of a run as they are planned. */
export function plannedMarks(faults: readonly Fault[], { warmupSeconds, durationSeconds }: Workload): Mark[] {
  const end = warmupSeconds + durationSeconds
  return [
    { at: 0, label: 'warm-up', kind: 'phase' },
    { at: warmupSeconds, label: 'measured', kind: 'phase' },
    { at: end, label: 'drain', kind: 'phase' },
    ...faultMarks(faults, warmupSeconds, end),
  ]
}
