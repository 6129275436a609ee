import { initialPerSecond } from './arrivals.ts'
import { CALL_FLOWS } from './call-flow.ts'
import { type CallPlan, planCall } from './call-plan.ts'
import { type Random, randomStream } from './random.ts'
import type { Arrivals, FlowName, Mix } from './workload.ts'

/**
 * Calls that are going on when the run begins, as if it had begun long ago. Of the calls of a long run it is those in
 * conversation: a call that is still being set up is not invented.
 */

/** A call that was answered before the run. */
export interface OngoingCallPlan extends CallPlan {
  /** Start of the run to its hang-up, microseconds; `talkUs` is the whole conversation. */
  readonly residualUs: number
}

type OngoingMix = Pick<Mix, 'flows' | 'talkTime' | 'answerDelay'>

const isSpoken = ([flow, weight]: readonly [string, number]): boolean => weight > 0 && CALL_FLOWS[flow as FlowName].answered

/** The flows of a mix in which somebody talks: their conversations are alike, so their weights stay what they are. */
const spokenFlows = (flows: Mix['flows']): Mix['flows'] => Object.fromEntries(Object.entries(flows).filter(isSpoken))

const weightOf = (flows: Mix['flows']): number => Object.values(flows).reduce((sum, weight) => sum + weight, 0)

/** Mean number of conversations of a long run: Little's law. @param arrivals of the source, or of all together */
export function meanOngoing(arrivals: Arrivals, { flows, talkTime }: OngoingMix): number {
  const share = weightOf(spokenFlows(flows)) / Math.max(weightOf(flows), Number.MIN_VALUE)
  const meanSeconds = talkTime.medianSeconds * Math.exp(talkTime.sigma ** 2 / 2)
  return initialPerSecond(arrivals) * share * meanSeconds
}

/** How many calls one source has going at the start: as many as Poisson arrivals leave at any moment. */
export const countOngoing = (seed: string, source: number, arrivals: Arrivals, mix: OngoingMix): number =>
  poisson(randomStream(seed, 'ongoing', source), meanOngoing(arrivals, mix))

/** Number of points of a unit-rate process within `mean`. */
function poisson(random: Random, mean: number): number {
  let count = 0
  for (let at = random.exponential(); at < mean; at += random.exponential()) count += 1
  return count
}

/**
 * Plans one ongoing call. A moment is more likely to fall into a long conversation than into a short one, by its
 * length: a lognormal that is weighted so has its median moved by sigma squared, in logarithms. The moment stands
 * anywhere in it.
 */
export function planOngoingCall(seed: string, source: number, number: number, mix: OngoingMix): OngoingCallPlan {
  const { medianSeconds, sigma } = mix.talkTime
  const talkTime = { medianSeconds: medianSeconds * Math.exp(sigma ** 2), sigma }
  const plan = planCall(seed, source, number, { ...mix, flows: spokenFlows(mix.flows), talkTime })
  const residual = randomStream(seed, 'residual', source, number).uniform()
  return { ...plan, residualUs: Math.round(residual * plan.talkUs) }
}
