import { gapUs } from '../traffic/call-flow.ts'
import { type CallPlan, planCall } from '../traffic/call-plan.ts'
import { toUuid } from '../traffic/identity.ts'
import type { FlowName } from '../traffic/workload.ts'
import { FLOW_SCRIPTS } from './flows/flow-scripts.ts'
import { compileFlow, type FlowTemplate } from './render/flow-template.ts'
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
}

/** Begins calls and plays their moments. */
export interface CallPlayer {
  /** Opens the call that arrives at `atUs`; its first moment is due then. */
  begin(number: number, atUs: number): LivingCall
  /** Emits the next moment of a call. */
  play(call: LivingCall): void
  /** The call emits nothing any more. */
  end(call: LivingCall): void
}

export function createCallPlayer(context: SourceContext, play: MomentPlayer): CallPlayer {
  const { bus, census, instruments, journal, runId, share } = context
  const flowOf = createFlows(context)

  return {
    begin(number, atUs) {
      const plan = planCall(share.seed, share.source, number, share.mix)
      const flow = flowOf(plan.flow)
      const dueUs = dueTimes(flow, atUs, plan)
      const slots = flow.legs.map(({ script, firstMoment, lastMoment }, leg) =>
        journal.open(number, leg, script, dueUs[firstMoment] ?? atUs, dueUs[lastMoment] ?? atUs),
      )
      const uuids = slots.map((slot, leg) => toUuid(runId, { source: share.source, number, leg, slot }))
      const block = flow.takeBlock(toFlowInputs(bus.identity, plan, uuids, dueUs.map(context.eventTime)))
      census.begin(slots.length, atUs)
      instruments.count('calls.offered')
      instruments.count('calls.started')
      return { flow, block, slots, dueUs, moment: 0 }
    },
    play(call) {
      const { block, dueUs, flow, moment, slots } = call
      call.moment += 1
      play(flow.moments[moment] ?? [], block, slots, dueUs[moment] ?? 0)
    },
    end(call) {
      for (const slot of call.slots) journal.close(slot)
      census.end(call.slots.length)
      call.flow.releaseBlock(call.block)
      if (call.moment === call.dueUs.length) instruments.count('calls.ended')
    },
  }
}

/** Flows are compiled when the first call needs them. */
function createFlows({ bus }: SourceContext): (name: FlowName) => FlowTemplate {
  const templates = new Map<FlowName, FlowTemplate>()
  return (name) => {
    const known = templates.get(name)
    if (known !== undefined) return known
    const template = compileFlow(FLOW_SCRIPTS[name], bus.identity)
    templates.set(name, template)
    return template
  }
}

function dueTimes({ gaps }: FlowTemplate, atUs: number, plan: CallPlan): number[] {
  let due = atUs
  return gaps.map((gap) => (due += gapUs(gap, plan)))
}
