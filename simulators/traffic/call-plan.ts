import { drawParty, type Party } from './people.ts'
import { type Random, randomStream } from './random.ts'
import type { FlowName, Mix } from './workload.ts'

/** Everything about one call that chance decides. */
export interface CallPlan {
  /** Place of the call in its source's arrival stream, from 0. */
  readonly number: number
  readonly flow: FlowName
  /** Answer to hang-up, microseconds. */
  readonly talkUs: number
  /** Ringing to answer, microseconds. */
  readonly answerDelayUs: number
  readonly caller: Party
  readonly callee: Party
  /** Where a transfer goes. */
  readonly transferee: Party
}

type CallMix = Pick<Mix, 'flows' | 'talkTime' | 'answerDelay'>

/**
 * Takes the flows in the order of their names, so that the order of keys in a file does not change the calls.
 * @throws RangeError when no flow has a weight above 0.
 */
function drawFlow(random: Random, flows: CallMix['flows']): FlowName {
  const { weighted, total } = weightsOf(flows)
  let rest = random.uniform() * total
  for (const [flow, weight] of weighted) {
    rest -= weight
    if (rest < 0) return flow
  }
  const last = weighted.at(-1)
  if (last === undefined) {
    throw new RangeError('Cannot plan a call as at least one flow needs a weight: current value is none')
  }
  return last[0]
}

interface Weights {
  readonly weighted: readonly (readonly [FlowName, number])[]
  readonly total: number
}

/** All calls of a run have one mix. */
const known = new WeakMap<CallMix['flows'], Weights>()

function weightsOf(flows: CallMix['flows']): Weights {
  const found = known.get(flows)
  if (found !== undefined) return found
  const weighted = (Object.entries(flows) as [FlowName, number][]).filter(([, weight]) => weight > 0).sort(byName)
  const weights = { weighted, total: weighted.reduce((sum, [, weight]) => sum + weight, 0) }
  known.set(flows, weights)
  return weights
}

const byName = (a: readonly [string, number], b: readonly [string, number]): number => (a[0] < b[0] ? -1 : 1)

const drawUs = (random: Random, time: Mix['talkTime']): number =>
  Math.round(random.lognormal(time.medianSeconds * 1e6, time.sigma))

/**
 * Plans one call from the stream that belongs to it alone: neither other calls nor the number of workers change it.
 * @param source index of the emitting source in the run
 */
export function planCall(seed: string, source: number, number: number, mix: CallMix): CallPlan {
  const random = randomStream(seed, 'call', source, number)
  const flow = drawFlow(random, mix.flows)
  const talkUs = drawUs(random, mix.talkTime)
  const answerDelayUs = drawUs(random, mix.answerDelay)
  return {
    number,
    flow,
    talkUs,
    answerDelayUs,
    caller: drawParty(random),
    callee: drawParty(random),
    transferee: drawParty(random),
  }
}
