import { CALL_FLOWS, type CallFlow, gapUs } from '../traffic/call-flow.ts'
import type { CallPlan } from '../traffic/call-plan.ts'
import type { OngoingCallPlan } from '../traffic/prefill.ts'
import { randomStream } from '../traffic/random.ts'
import type { SwitchEvent } from './codec/switch-event.ts'
import type { DueTimes } from './delivery.ts'
import { type MachineContext, openEntity } from './entity.ts'
import { callEnd, callProgress, type CallScene, callStart, UNKNOWN_FIELDS } from './events.ts'

type Step = CallFlow['steps'][number]

/** Steps at which the machine waits for the reply before it goes on (the guide: "routing of calls is delayed"). */
const isBlocking = ({ milestone }: Step): boolean => milestone === 'start' || milestone === 'route'

/**
 * Steps that come before the end of the run when no reply takes any time: which events a run offers follows from its
 * seed alone, however slow the bridge is.
 */
function offeredSteps(flow: CallFlow, plan: CallPlan, atUs: number, endUs: number): { steps: Step[]; lastUs: number } {
  const steps: Step[] = []
  let plannedUs = atUs
  let lastUs = atUs
  for (const step of flow.steps) {
    plannedUs += gapUs(step.after, plan)
    if (!(plannedUs < endUs)) break
    steps.push(step)
    lastUs = plannedUs
  }
  return { steps, lastUs }
}

/**
 * Runs one call: each step follows the one before it by its gap, counted from the intended time of that step, or from
 * its reply when the machine had to wait for it. No event of a call is sent before the one before it is done with, so
 * that events of one call never overtake each other on different connections.
 * @throws RangeError when the journal is full
 */
export function runCall(context: MachineContext, plan: CallPlan, atUs: number): void {
  context.instruments.count('calls.offered')
  runSteps(context, plan, { atUs, first: 0, dueUs: atUs })
}

/**
 * Runs the rest of a call whose conversation goes on already, within the run.
 * @throws RangeError when the journal is full
 */
export function resumeCall(context: MachineContext, plan: OngoingCallPlan): void {
  const { steps } = CALL_FLOWS[plan.flow]
  const first = steps.findIndex((step) => step.after === 'talk-time')
  const sinceArrivalUs = steps.slice(0, first + 1).reduce((sum, { after }) => sum + gapUs(after, plan), 0)
  context.instruments.count('calls.ongoing')
  runSteps(context, plan, { atUs: plan.residualUs - sinceArrivalUs, first, dueUs: plan.residualUs })
}

/** Where a call begins: when it arrived, which step is its first within the run, and when that is due. */
interface Beginning {
  readonly atUs: number
  readonly first: number
  readonly dueUs: number
}

function runSteps(context: MachineContext, plan: CallPlan, { atUs, first, dueUs }: Beginning): void {
  const { agenda, instruments } = context
  const flow = CALL_FLOWS[plan.flow]
  const { steps, lastUs } = offeredSteps(flow, plan, atUs, context.share.endUs)
  const milestones = steps.map((step) => step.milestone)
  // The journal knows no time before the run.
  const lifeUs = { atUs: Math.max(0, atUs), endUs: Math.max(0, lastUs) }
  const call = openEntity(context, 'call', plan.number, { milestones, ...lifeUs })
  const lastBlocking = steps.findLastIndex(isBlocking)
  const strange = hasUnknownFields(context.share, plan.number)
  let waitedUs = 0
  let routes = steps.slice(0, first).filter(({ milestone }) => milestone === 'route').length

  const eventOf = (step: Step, dueUs: number): SwitchEvent => {
    if (step.milestone === 'route') routes += 1
    const to = routes > 1 ? plan.transferee.number : plan.callee.number
    const event = toEvent(step, { ...call.scene(dueUs), plan, to }, flow.cause, Math.floor((dueUs - atUs) / 1e6))
    return strange ? { ...event, ...UNKNOWN_FIELDS } : event
  }
  const begin = (index: number, times: DueTimes): void => {
    const step = steps[index]
    if (step === undefined) return call.close()
    const onBooked = (by: number): void => countCall(context, step, by)
    call.emit(index, eventOf(step, times.dueUs), times, onBooked, (doneUs) => finish(index, step, times.dueUs, doneUs))
  }
  const finish = (index: number, step: Step, dueUs: number, doneUs: number): void => {
    if (isBlocking(step)) waitedUs += doneUs - dueUs
    if (index === lastBlocking && context.delivery.replies) instruments.latency('call.routing_delay', atUs, waitedUs)
    const next = steps[index + 1]
    if (next === undefined) return call.close()
    const nextUs = (isBlocking(step) ? doneUs : dueUs) + gapUs(next.after, plan)
    const readyUs = context.clock.nowUs()
    agenda.add(nextUs, () => begin(index + 1, { dueUs: nextUs, readyUs }))
  }

  if (first >= steps.length) call.close()
  else if (first === 0) begin(0, { dueUs, readyUs: dueUs })
  else agenda.add(dueUs, () => begin(first, { dueUs, readyUs: dueUs }))
}

/** Decided by a stream of its own, so that the calls stay what they are. */
const hasUnknownFields = ({ seed, source, mix }: MachineContext['share'], number: number): boolean =>
  mix.unknown !== undefined && randomStream(seed, 'fields', source, number).uniform() < mix.unknown.fieldShare

function toEvent(step: Step, scene: CallScene, cause: string, duration: number): SwitchEvent {
  switch (step.milestone) {
    case 'start':
      return callStart(scene)
    case 'route':
    case 'answer':
      return callProgress(step.milestone, scene)
    case 'end':
      return callEnd(scene, cause, duration)
    default:
      throw new RangeError(
        `Cannot make an event of a call as it must be a call's own: current value is "${step.milestone}"`,
      )
  }
}

function countCall({ instruments }: MachineContext, { milestone }: Step, by: number): void {
  if (milestone === 'start') instruments.count('calls.started', by)
  if (milestone === 'end') instruments.count('calls.ended', by)
}
