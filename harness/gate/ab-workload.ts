import { CALL_FLOWS, type Gap } from '../../simulators/traffic/call-flow.ts'
import { stepArrivals } from '../../simulators/traffic/arrival-shapes.ts'
import type { CurvePoint, FlowName, Workload } from '../../simulators/traffic/workload.ts'

/** One of two bridges that are compared. */
export type Side = 'a' | 'b'
export const other = (side: Side): Side => (side === 'a' ? 'b' : 'a')

/** Which of the two begins: the sides change places from batch to batch. */
export type Place = 'first' | 'second'

/**
 * Who has the traffic in each block of a round. A drift that goes on evenly hits both alike, and so does what a block
 * owes to the one before it: three of the four blocks of either side come behind one of the other.
 */
export const BLOCK_ORDER: readonly Place[] = ['first', 'second', 'second', 'first', 'second', 'first', 'first', 'second']

/**
 * The shorter the blocks, the less the machine changes between those of one side and the other: between rounds of two
 * seconds the median of equal bridges differs by 14 % in blocks of half a second and by 9 to 11 % in these.
 */
export const BLOCK_SECONDS = 0.25
export const ROUND_SECONDS = BLOCK_ORDER.length * BLOCK_SECONDS
/** Nothing begins in the last part of a block, so that most of what begins in it ends in it. */
const REST_SECONDS = 0.05
/** Calls that take longer are left out: their rest would fall into blocks of the other side. */
const LONGEST_CALL_SECONDS = 0.15
/** Traffic of both sides before the first round, rounds as well. */
export const WARM_UP_ROUNDS = 2
/**
 * Traffic of both sides behind the last round that counts. The side whose last block comes first is done before the other:
 * its threads and its bridge are ended while the other still has traffic, which would be slower by that.
 */
export const RUN_OUT_ROUNDS = 1
/** Whole seconds in which warm-up and rounds end: a run records by the second. */
export const WARM_UP_SECONDS = WARM_UP_ROUNDS * ROUND_SECONDS

/**
 * The traffic of one side: that of a scenario in the blocks of this side and none in those of the other. Only short
 * calls take place, and no messages, whose rate cannot follow the blocks.
 * @param rounds that count; {@link RUN_OUT_ROUNDS} more follow
 */
export function abWorkload(workload: Workload, place: Place, rounds: number): Workload {
  const steps = blockSteps(place, WARM_UP_ROUNDS + rounds + RUN_OUT_ROUNDS)
  const { points } = stepArrivals(1, steps)
  const { arrivals, mix } = workload
  return {
    ...workload,
    arrivals: { kind: 'curve', perSecond: arrivals.perSecond, points },
    warmupSeconds: WARM_UP_SECONDS,
    durationSeconds: (rounds + RUN_OUT_ROUNDS) * ROUND_SECONDS,
    prefill: false,
    mix: {
      ...mix,
      flows: shortFlows(mix.flows),
      registrations: { ...mix.registrations, points },
      messages: { perSecond: 0 },
    },
  }
}

const placeOf = (block: number): Place | undefined => BLOCK_ORDER[block % BLOCK_ORDER.length]

/** On and off at each block of the side, from 0 on. */
function blockSteps(place: Place, rounds: number): CurvePoint[] {
  const blocks = Array.from({ length: rounds * BLOCK_ORDER.length }, (_, block) => block)
  return blocks.flatMap((block) => {
    const atSeconds = block * BLOCK_SECONDS
    const off = { atSeconds, factor: 0 }
    if (placeOf(block) !== place) return [off]
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
  CALL_FLOWS[flow].steps.reduce((ms, { after }) => ms + lengthMs(after), 0) <= LONGEST_CALL_SECONDS * 1000

const lengthMs = (gap: Gap): number => (typeof gap === 'number' ? gap : Number.POSITIVE_INFINITY)
