import type { Clock } from '../timing/clock.ts'
import type { Instruments, Journal } from '../traffic/journal.ts'
import type { SourceShare } from '../traffic/source-plan.ts'
import type { FlowName } from '../traffic/workload.ts'
import type { SwitchBus } from './bus.ts'
import type { FlowScript } from './flows/flow-script.ts'
import type { Census } from './source-census.ts'

/** What everything that happens on one node shares. */
export interface SourceContext {
  readonly bus: SwitchBus
  readonly share: SourceShare
  /** See `toRunId()`: every id of the run carries it. */
  readonly runId: number
  readonly clock: Clock
  readonly journal: Journal
  readonly instruments: Instruments
  readonly census: Census
  /** What the calls of each flow emit. */
  readonly scripts: Readonly<Record<FlowName, FlowScript>>
  /** Unix time that events of a moment of the run show. */
  readonly eventTime: (us: number) => number
}
