import { CALL_FLOWS, type Gap } from '../../simulators/traffic/call-flow.ts'
import { stepArrivals } from '../../simulators/traffic/arrival-shapes.ts'
import type { CurvePoint, FlowName, Workload } from '../../simulators/traffic/workload.ts'

/** One of two bridges that are compared. */
export type Side = 'a' | 'b'

/**
 * Who has the traffic in each block of a quad, by turns: a drift that goes on evenly hits both alike within a quad, and
 * what is left of one that levels off, as that of a bridge which warms up, changes its sign from quad to quad.
 */
const ORDERS: readonly (readonly Side[])[] = [
  ['a', 'b', 'b', 'a'],
  ['b', 'a', 'a', 'b'],
]
const BLOCKS = 4

export const BLOCK_SECONDS = 0.5
export const QUAD_SECONDS = BLOCKS * BLOCK_SECONDS
/** Nothing begins in the last part of a block, so that what begins in it ends in it: a short call takes 120 ms. */
const REST_SECONDS = 0.15
/** Traffic of both sides before the first quad, quads as well. */
export const WARM_UP_QUADS = 2
/**
 * Traffic of both sides behind the last quad that counts. The side whose last block comes first is done before the other:
 * its threads and its bridge are ended while the other still has traffic, which would be slower by that.
 */
export const RUN_OUT_QUADS = 1
/** Whole seconds in which warm-up and quads end: a run records by the second. */
export const WARM_UP_SECONDS = WARM_UP_QUADS * QUAD_SECONDS

/**
 * The traffic of one side: that of a scenario in the blocks of this side and none in those of the other. Only calls
 * that end within their block take place, since the rest of a long call would fall into the other side's blocks; and
 * no messages, whose rate cannot follow the blocks.
 * @param quads that count; {@link RUN_OUT_QUADS} more follow
 */
export function abWorkload(workload: Workload, side: Side, quads: number): Workload {
  const steps = blockSteps(side, WARM_UP_QUADS + quads + RUN_OUT_QUADS)
  const { points } = stepArrivals(1, steps)
  const { arrivals, mix } = workload
  return {
    ...workload,
    arrivals: { kind: 'curve', perSecond: arrivals.perSecond, points },
    warmupSeconds: WARM_UP_SECONDS,
    durationSeconds: (quads + RUN_OUT_QUADS) * QUAD_SECONDS,
    prefill: false,
    mix: {
      ...mix,
      flows: shortFlows(mix.flows),
      registrations: { ...mix.registrations, points },
      messages: { perSecond: 0 },
    },
  }
}

const sideOf = (block: number): Side | undefined => ORDERS[Math.floor(block / BLOCKS) % ORDERS.length]?.[block % BLOCKS]

/** On and off at each block of the side, from 0 on. */
function blockSteps(side: Side, quads: number): CurvePoint[] {
  const blocks = Array.from({ length: quads * BLOCKS }, (_, block) => block)
  return blocks.flatMap((block) => {
    const atSeconds = block * BLOCK_SECONDS
    const off = { atSeconds, factor: 0 }
    if (sideOf(block) !== side) return [off]
    return [
      { atSeconds, factor: 1 },
      { atSeconds: atSeconds + BLOCK_SECONDS - REST_SECONDS, factor: 0 },
    ]
  })
}

/** Flows that are over at once, with their weights; the plainest of them where a mix has none. */
function shortFlows(flows: Workload['mix']['flows']): Workload['mix']['flows'] {
  const short = Object.entries(flows).filter(([flow, weight]) => weight > 0 && isShort(flow as FlowName))
  return short.length > 0 ? Object.fromEntries(short) : { busy: 1 }
}

const isShort = (flow: FlowName): boolean =>
  CALL_FLOWS[flow].steps.reduce((ms, { after }) => ms + lengthMs(after), 0) <= REST_SECONDS * 1000

const lengthMs = (gap: Gap): number => (typeof gap === 'number' ? gap : Number.POSITIVE_INFINITY)
