/** Planning of seeded, repeatable traffic; no sockets. */
export { crowdArrivals, dayArrivals, OFFICE_DAY, rampArrivals, stepArrivals } from './arrival-shapes.ts'
export { initialPerSecond, peakPerSecond } from './arrivals.ts'
export { CALL_FLOWS, type CallFlow, type Gap, gapUs } from './call-flow.ts'
export { type CallPlan, planCall } from './call-plan.ts'
export { type CountingJournal, createCountingJournal, type LatencyTotals } from './counting-journal.ts'
export { entityIndex, type EntityKind, entityKind, toEntityNumber } from './entity-number.ts'
export {
  ASTERISK_ID_LENGTH,
  asteriskPrefix,
  type Identity,
  MAX_NUMBER,
  MAX_SLOTS,
  MAX_SOURCES,
  MAX_STEPS,
  type Milestone,
  milestoneAt,
  MILESTONES,
  packScript,
  readAsteriskId,
  readUuid,
  toAsteriskId,
  toRunId,
  toUuid,
  UUID_LENGTH,
  uuidPrefix,
} from './identity.ts'
export type { Instruments, Journal, SourceCounter, SourceSeries } from './journal.ts'
export { type MessagePlan, planMessage } from './message-plan.ts'
export { countOngoing, meanOngoing, type OngoingCallPlan, planOngoingCall } from './prefill.ts'
export { createRandom, type Random, randomStream, type RandomState } from './random.ts'
export { planRegistration, type RegistrationPlan } from './registration-plan.ts'
export { runIdOf } from './run-id.ts'
export { HEARTBEAT_SECONDS, isInSegment, planSource, shareWorkload, type SourceArrival, type SourceShare } from './source-plan.ts'
export { type CounterTotals, tallyInto } from './tally.ts'
export type { Arrivals, Bursts, CurvePoint, FlowName, Mix, Segment, TraceUse, Workload } from './workload.ts'
