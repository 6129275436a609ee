import type { Bracket, CapacityAnswer } from '../model/capacity.ts'
import { judgeRate, type ProbeHooks, type RateJudgement } from './judge-rate.ts'
import { LOWERING, LOWERINGS, MOST_UNCLEAR, type SearchRules } from './search-rules.ts'

export interface SearchOptions extends ProbeHooks {
  /** First rate to try. */
  readonly start: number
  /** Rates that are not left, calls per second. */
  readonly lowest: number
  readonly highest: number
  /** Measured length of a probe, seconds. */
  readonly seconds: number
  readonly rules: SearchRules
  readonly onBracket: (bracket: Bracket) => void
}

/**
 * Finds the highest rate that meets all objectives: doubles from the start until a rate fails (halves while none
 * passes), bisects in the logarithm until the bracket is closed, then verifies its lower end by longer probes and
 * lowers it while they refute it. Takes no time of its own: everything that does is in the hooks.
 */
export async function searchCapacity(options: SearchOptions): Promise<CapacityAnswer> {
  const ends = await findEnds(options)
  if (ends.low === 0) return nothingPasses(options, ends)
  const closed = await bisect(options, ends)
  return await verify(options, closed)
}

function nothingPasses({ lowest }: SearchOptions, ends: Ends): CapacityAnswer {
  if (ends.because !== undefined || ends.isOutOfTime) return unknown(ends)
  return { kind: 'none', bracket: bracketOf(ends), because: `objectives are missed even at ${lowest} calls/s` }
}

interface Ends extends Bracket {
  /** Why nothing could be told at the upper end, where that is so. */
  readonly because?: string | undefined
  readonly isOutOfTime?: boolean
}

/** Where doubling or halving ends: `low` 0 when nothing passed, no `high` when nothing failed. */
async function findEnds(options: SearchOptions): Promise<Ends> {
  const { start, lowest, highest } = options
  let ends: Ends = { low: 0, high: undefined }
  let rate = Math.min(Math.max(start, lowest), highest)
  let unclear = 0
  for (;;) {
    const judgement = await tryRate(options, rate)
    unclear = judgement.kind === 'unclear' ? unclear + 1 : 0
    ends = narrow(ends, rate, judgement)
    options.onBracket(bracketOf(ends))
    if (ends.isOutOfTime || unclear >= MOST_UNCLEAR) return ends
    if (ends.low > 0 && (ends.high !== undefined || ends.low >= highest)) return ends
    if (ends.low === 0 && rate <= lowest) return ends
    rate = ends.low > 0 ? Math.min(rate * 2, highest) : Math.max(rate / 2, lowest)
  }
}

async function bisect(options: SearchOptions, found: Ends): Promise<Ends> {
  let ends = found
  while (ends.high !== undefined && ends.high / ends.low > options.rules.closeEnough && !ends.isOutOfTime) {
    const rate = Math.sqrt(ends.low * ends.high)
    ends = narrow(ends, rate, await tryRate(options, rate))
    options.onBracket(bracketOf(ends))
  }
  return ends
}

const tryRate = (options: SearchOptions, rate: number): Promise<RateJudgement> =>
  judgeRate({ rate, seconds: options.seconds, purpose: 'search', rules: options.rules }, options)

/** A rate that cannot be judged bounds the search like one that fails, but it is remembered why. */
function narrow(ends: Ends, rate: number, judgement: RateJudgement): Ends {
  switch (judgement.kind) {
    case 'pass':
      return { ...ends, low: rate }
    case 'fail':
      return { low: ends.low, high: rate }
    case 'unclear':
      return { low: ends.low, high: rate, because: judgement.because }
    case 'out-of-time':
      return { ...ends, isOutOfTime: true }
  }
}

async function verify(options: SearchOptions, { high, because, low }: Ends): Promise<CapacityAnswer> {
  let rate = low
  for (let lowered = 0; lowered <= LOWERINGS; lowered++) {
    const judgement = await verifyRate(options, rate)
    const bracket = { low: rate, high }
    if (judgement.kind === 'out-of-time') return unknown({ ...bracket, because, isOutOfTime: true })
    if (judgement.kind === 'unclear')
      return unknown({
        ...bracket,
        because: `${rate.toPrecision(3)} calls/s could not be verified: ${judgement.because}`,
      })
    if (judgement.kind === 'pass') {
      if (because !== undefined) return { kind: 'at-least', rate, bracket, because }
      if (high === undefined)
        return {
          kind: 'at-least',
          rate,
          bracket,
          because: `no higher rate than ${options.highest} calls/s was to be tried`,
        }
      return { kind: 'found', rate, bracket }
    }
    rate *= LOWERING
    options.onBracket({ low: rate, high })
  }
  return unknown({ low: 0, high, because: `the rate was refuted ${LOWERINGS + 1} times after it had passed` })
}

/** Passes and failures of longer probes, each judged alone, until there are enough of one kind. */
async function verifyRate(options: SearchOptions, rate: number): Promise<RateJudgement> {
  const { rules } = options
  const trial = {
    rate,
    seconds: options.seconds * rules.verifyLengths,
    purpose: 'verify',
    rules: { ...rules, failures: 1, shortFailures: 1 },
  } as const
  const counts = { pass: 0, fail: 0 }
  for (;;) {
    const judgement = await judgeRate(trial, options)
    if (judgement.kind === 'unclear' || judgement.kind === 'out-of-time') return judgement
    counts[judgement.kind] += 1
    if (counts[judgement.kind] >= rules.verifications) return judgement
  }
}

const bracketOf = ({ low, high }: Ends): Bracket => ({ low, high })

function unknown(ends: Ends): CapacityAnswer {
  const reasons = [
    ...(ends.isOutOfTime ? ['the time for the search was over'] : []),
    ...(ends.because === undefined ? [] : [ends.because]),
  ]
  return { kind: 'unknown', bracket: bracketOf(ends), because: reasons.join('; ') }
}
