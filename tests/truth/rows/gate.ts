import { abWorkload, type Side } from '../../../harness/gate/ab-workload.ts'
import { decideAb, FIRST_ROUNDS, MORE_ROUNDS } from '../../../harness/gate/decide-ab.ts'
import { DEFAULT_RATE, parseLatencyMetric } from '../../../harness/gate/latency-metrics.ts'
import { readRounds } from '../../../harness/gate/read-rounds.ts'
import { runSides } from '../../../harness/gate/run-sides.ts'
import type { AbDecision, RoundRecord } from '../../../harness/model/gate.ts'
import { type Check, equal } from '../check.ts'
import { defineRow, type Stage } from '../row.ts'
import { bridgeWorkload, runAgainst, stubBridge } from '../stub-bridge.ts'

/** Rounds of one comparison of a bridge with itself after the other. */
type Comparisons = readonly (readonly RoundRecord[])[]

const METRICS = ['ingress.reply.p50', 'websocket.latency.p50'].map(parseLatencyMetric)
const NAMES = METRICS.map(({ metric }) => metric)
/** One comparison in forty of equal bridges fails by chance, so that two in a row are a fault. */
const MOST_COMPARISONS = 2

const decide = (rounds: readonly RoundRecord[]): AbDecision => decideAb(rounds, NAMES)

/** What B's latencies would be with a factor. */
const slowed = (rounds: readonly RoundRecord[], factor: number): RoundRecord[] =>
  rounds.map((round) => ({
    ...round,
    values: Object.fromEntries(Object.entries(round.values).map(([name, { a, b }]) => [name, { a, b: b * factor }])),
  }))

export const gate = defineRow<Comparisons, readonly AbDecision[]>({
  name: 'gate',
  must: 'a bridge is not slower than itself',
  seconds: 52,
  attempts: 2,
  observe: compareWithItself,
  formula: (comparisons) => comparisons.map(decide),
  wrong: [{ name: 'a bridge that is slower by half, taken for the same', of: (comparisons) => comparisons.map((rounds) => decide(slowed(rounds, 1.5))) }],
  checks: (decisions) => decisions.slice(-1).flatMap(checksOf),
  specimen: () => [Array.from({ length: FIRST_ROUNDS }, (_, i) => specimenRound(i))],
})

function checksOf({ status, metrics, rounds }: AbDecision): Check[] {
  return [
    equal('rounds, at least', rounds >= FIRST_ROUNDS ? FIRST_ROUNDS : rounds, FIRST_ROUNDS),
    ...metrics.map(({ metric, status: one, shift, p }) => {
      const measured = `${one === 'fail' ? 'slower' : 'not slower'}, shift ${((Math.exp(shift) - 1) * 100).toFixed(1)} %, p ${p.toPrecision(2)}`
      return { what: metric, must: 'not slower', measured, holds: one !== 'fail' }
    }),
    { what: 'decision', must: 'not fail', measured: status, holds: status !== 'fail' && status !== 'invalid' },
  ]
}

/** Compares again only when a comparison failed. */
async function compareWithItself(stage: Stage) {
  const comparisons: RoundRecord[][] = []
  for (let status = 'fail'; status === 'fail' && comparisons.length < MOST_COMPARISONS; ) {
    const rounds: RoundRecord[] = []
    for (let batch = 0; rounds.length < FIRST_ROUNDS; batch++) {
      rounds.push(...(await runBatch(stage, `gate-${comparisons.length}-${batch}`, batch % 2 === 0 ? 'a' : 'b')))
    }
    comparisons.push(rounds)
    status = decide(rounds).status
  }
  const last = decide(comparisons.at(-1) ?? [])
  return { evidence: comparisons, sick: last.status === 'invalid' ? [last.because] : [] }
}

/** The same bridge twice, side by side, taking turns. */
async function runBatch({ folder, signal }: Stage, seed: string, first: Side): Promise<RoundRecord[]> {
  const arrivals = { kind: 'poisson', perSecond: DEFAULT_RATE } as const
  const workload = bridgeWorkload({ seed, arrivals, softswitchMachines: 1, subscribers: 1, webhooks: 0 })
  const runs = await runSides({
    first,
    signal,
    run: (side, together) => {
      const own = abWorkload(workload, side === first ? 'first' : 'second', MORE_ROUNDS)
      const { agreeOnStart } = together
      return runAgainst(stubBridge(), { workload: own, objectives: ['ingress.reply.p50 < 1s'], agreeOnStart }, { folder, signal: together.signal })
    },
  })
  return readRounds(runs, METRICS)
}

function specimenRound(i: number): RoundRecord {
  const b = 1000 * (1 + 0.03 * Math.sin(i * 2.4))
  return { voidBecause: [], values: Object.fromEntries(NAMES.map((name) => [name, { a: 1000, b }])) }
}
