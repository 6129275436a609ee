import type { AbDecision, RoundRecord } from '../model/gate.ts'
import type { RunRecord } from '../model/run-record.ts'
import { describeExit } from '../target/started-target.ts'
import type { Side } from './ab-workload.ts'
import { decideAb, MORE_ROUNDS } from './decide-ab.ts'
import { type BothSides, type NamedLatency, readRounds } from './read-rounds.ts'

export interface Batch {
  /** From 0. */
  readonly index: number
  readonly rounds: number
  /** Who is started first and has the first block of each round. */
  readonly first: Side
}

export interface AbPlan {
  readonly metrics: readonly NamedLatency[]
  /** Runs both bridges anew for so many rounds, taking turns. */
  readonly runBoth: (batch: Batch) => Promise<BothSides>
  readonly onBatch: (decision: AbDecision) => void
}

export interface AbOutcome {
  readonly rounds: readonly RoundRecord[]
  readonly decision: AbDecision
}

/**
 * Lets two bridges run side by side, eight rounds at a time with both started anew in between, until the rounds decide:
 * two processes of one build differ by a per cent or more, and a restart lets that average out. They change places each
 * time: of two equal bridges the one that is started second was 1 to 2 % slower.
 */
export async function compareBridges({ metrics, runBoth, onBatch }: AbPlan): Promise<AbOutcome> {
  const names = metrics.map(({ metric }) => metric)
  const rounds: RoundRecord[] = []
  for (let index = 0; ; index++) {
    const runs = await runBoth({ index, rounds: MORE_ROUNDS, first: index % 2 === 0 ? 'a' : 'b' })
    rounds.push(...readRounds(runs, metrics))
    const decision = stopEarly(runs, rounds, names) ?? decideAb(rounds, names)
    onBatch(decision)
    if (decision.status !== 'go-on') return { rounds, decision }
  }
}

/** What makes further rounds pointless: a bridge that ended by itself, or a latency that is never known. */
function stopEarly(runs: BothSides, rounds: readonly RoundRecord[], metrics: readonly string[]): AbDecision | undefined {
  const decided = decideAb(rounds, metrics)
  const endOfB = endOf(runs.b)
  const endOfA = endOf(runs.a)
  if (endOfB !== undefined) return { ...decided, status: 'fail', because: `B ended in mid-run ${endOfB}` }
  if (endOfA !== undefined)
    return { ...decided, status: 'invalid', because: `A ended in mid-run ${endOfA}: there is nothing to compare with` }
  const unmeasured = metrics.filter((metric) => rounds.every(({ values }) => values[metric] === undefined))
  if (unmeasured.length === 0) return undefined
  return {
    ...decided,
    status: 'unknown',
    because: `no round had enough samples for ${unmeasured.join(', ')}: a higher rate gives more`,
  }
}

function endOf({ target: { exit } }: RunRecord): string | undefined {
  return exit && !exit.expected ? describeExit(exit) : undefined
}
