import { gapUs } from '../traffic/call-flow.ts'
import { type CallPlan, planCall } from '../traffic/call-plan.ts'
import { planOngoingCall } from '../traffic/prefill.ts'
import { toEntityNumber } from '../traffic/entity-number.ts'
import { toUuid } from '../traffic/identity.ts'
import type { FlowName } from '../traffic/workload.ts'
import { compileFlow, type FlowTemplate } from './render/flow-template.ts'
import { createSegmentPool } from './render/segment-pool.ts'
import type { ValueBlock } from './render/value-block.ts'
import type { SourceContext } from './source-context.ts'
import { toFlowInputs } from './source-inputs.ts'
import type { MomentPlayer } from './source-player.ts'

/** A call that has moments to come. */
export interface LivingCall {
  readonly flow: FlowTemplate
  readonly block: ValueBlock
  /** Ledger slot of each leg. */
  readonly slots: readonly number[]
  /** Intended time of each moment, microseconds of the run's clock. */
  readonly dueUs: readonly number[]
  /** The moment that comes next. */
  moment: number
  /** Number of the entity. */
  readonly number: number
  readonly plan: CallPlan
  /** Whether it has emitted its last event. */
  isOver: boolean
  /** What clients have done to it, if anything. */
  control: CallControl | undefined
}

/** What clients have done to a call. */
export interface CallControl {
  /** Variables that they have set or unset, by leg. */
  readonly variables: Map<string, string | undefined>[]
  /** Told once when it is over. */
  readonly watchers: Set<() => void>
}

/** Begins calls and plays their moments. */
export interface CallPlayer {
  /** Calls that are not over, by number. */
  readonly living: ReadonlyMap<number, LivingCall>
  /**
   * Opens the call that arrives at `atUs`; its first moment is due then.
   * @param index place in the source's arrival stream, from 0
   */
  begin(index: number, atUs: number): LivingCall
  /** Opens a call in mid-conversation: its next moment is the end of that, within the run. */
  resume(index: number): LivingCall
  /** Emits the next moment of a call. */
  play(call: LivingCall): void
  /** The call emits nothing any more. */
  end(call: LivingCall): void
}

export function createCallPlayer(context: SourceContext, play: MomentPlayer): CallPlayer {
  const { bus, census, instruments, journal, runId, share } = context
  const flowOf = createFlows(context)
  const living = new Map<number, LivingCall>()

  const open = (plan: CallPlan, flow: FlowTemplate, dueUs: readonly number[], moment: number): LivingCall => {
    const number = toEntityNumber('call', plan.number)
    // The journal knows no time before the run, in which an ongoing call began.
    const within = (at: number): number => Math.max(0, dueUs[at] ?? 0)
    const slots = flow.legs.map(({ script, firstMoment, lastMoment }, leg) =>
      journal.open(number, leg, script, within(firstMoment), within(lastMoment)),
    )
    const uuids = slots.map((slot, leg) => toUuid(runId, { source: share.source, number, leg, slot }))
    const block = flow.takeBlock(toFlowInputs(bus.identity, plan, uuids, dueUs.map(context.eventTime)))
    census.begin(slots.length, within(0))
    const call = { flow, block, slots, dueUs, moment, number, plan, isOver: false, control: undefined }
    living.set(number, call)
    return call
  }

  return {
    living,
    begin(index, atUs) {
      const plan = planCall(share.seed, share.source, index, share.mix)
      const flow = flowOf(plan.flow)
      instruments.count('calls.offered')
      instruments.count('calls.started')
      return open(plan, flow, dueTimes(flow, atUs, plan), 0)
    },
    resume(index) {
      const plan = planOngoingCall(share.seed, share.source, index, share.mix)
      const flow = flowOf(plan.flow)
      const moment = flow.gaps.indexOf('talk-time')
      const sinceArrivalUs = dueTimes(flow, 0, plan)[moment] ?? 0
      instruments.count('calls.ongoing')
      return open(plan, flow, dueTimes(flow, plan.residualUs - sinceArrivalUs, plan), moment)
    },
    play(call) {
      const { block, dueUs, flow, moment, slots } = call
      call.moment += 1
      play(flow.moments[moment] ?? [], block, slots, dueUs[moment] ?? 0)
    },
    end(call) {
      call.isOver = true
      living.delete(call.number)
      for (const slot of call.slots) journal.close(slot)
      census.end(call.slots.length)
      call.flow.releaseBlock(call.block)
      if (call.moment === call.dueUs.length) instruments.count('calls.ended')
      for (const tell of call.control?.watchers ?? []) tell()
    },
  }
}

/** The flows of the mix, compiled before the run, so that no call waits for it. */
function createFlows({ bus, scripts, share }: SourceContext): (name: FlowName) => FlowTemplate {
  const names = (Object.keys(scripts) as FlowName[]).filter((name) => (share.mix.flows[name] ?? 0) > 0)
  const pool = createSegmentPool()
  const templates = new Map(names.map((name) => [name, compileFlow(scripts[name], bus.identity, pool)]))
  for (const template of templates.values()) for (const format of LIKELY_FORMATS) template.prepare(format)
  return (name) => {
    const template = templates.get(name)
    if (template === undefined) throw new RangeError(`Cannot play a flow as its weight is 0: current value is "${name}"`)
    return template
  }
}

/** What clients ask for; frames in XML are compiled when they are first needed. */
const LIKELY_FORMATS = ['plain', 'json'] as const

function dueTimes({ gaps }: FlowTemplate, atUs: number, plan: CallPlan): number[] {
  let due = atUs
  return gaps.map((gap) => (due += gapUs(gap, plan)))
}
