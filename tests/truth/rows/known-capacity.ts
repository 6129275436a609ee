import { readProbe } from '../../../harness/capacity/read-probe.ts'
import { searchCapacity } from '../../../harness/capacity/search.ts'
import { THOROUGH } from '../../../harness/capacity/search-rules.ts'
import { waitUntil } from '../../../harness/lifecycle/wait-until.ts'
import type { CapacityAnswer, CapacityProbe } from '../../../harness/model/capacity.ts'
import { within } from '../check.ts'
import { observeRun } from '../observe-run.ts'
import { postWorkload } from '../post-workload.ts'
import { sustainableRate } from '../queueing.ts'
import { defineRow, type Stage } from '../row.ts'
import { startStub, type StartedStub } from '../stub.ts'

interface Search {
  readonly answer: CapacityAnswer
  readonly probes: readonly Pick<CapacityProbe, 'rate' | 'outcome' | 'purpose'>[]
}

interface Backlog {
  readonly backlog: number
}

/** POSTs per second that the stub gets through, and what is asked of it. */
const CAPACITY = 500
const LIMIT_SECONDS = 0.04
const OBJECTIVE = `ingress.reply.p95 < ${LIMIT_SECONDS * 1000}ms`
/** By theory, not by any measurement. */
const TRUTH = sustainableRate(CAPACITY, 0.05, LIMIT_SECONDS)
const START = 410
const PROBE_SECONDS = 2
const WITHIN_MS = 100_000
const REST_MS = 5000

export const knownCapacity = defineRow<Search, number>({
  name: 'known-capacity',
  must: `the search finds what a server of ${CAPACITY}/s sustains at ${OBJECTIVE}, by theory ${TRUTH.toFixed(0)}/s`,
  seconds: 75,
  attempts: 2,
  observe: searchStub,
  formula: ({ answer }) => (answer.kind === 'found' ? answer.rate : Number.NaN),
  wrong: [
    { name: 'the throughput at saturation', of: () => CAPACITY },
    { name: 'the highest rate that was asked for', of: ({ probes }) => Math.max(...probes.map(({ rate }) => rate)) },
    { name: 'doubling alone, without bisection', of: ({ probes }) => lastDoubling(probes) },
  ],
  checks: (rate, { probes }) => [
    within('found, from the truth', (rate / TRUTH - 1) * 100, '%', { atLeast: -5, atMost: 5 }),
    within('probes', probes.length, '', { atMost: 40 }),
  ],
  specimen: () => ({
    answer: { kind: 'found', rate: 458, bracket: { low: 458, high: 469 } },
    probes: [410, 820, 580, 488, 447, 469, 458].map((rate) => ({ rate, outcome: rate < 460 ? 'pass' : 'fail', purpose: 'search' }) as const),
  }),
})

/** The highest rate that passed before one failed. */
function lastDoubling(probes: Search['probes']): number {
  const first = probes.findIndex(({ outcome }) => outcome === 'fail')
  return Math.max(0, ...probes.slice(0, first).flatMap(({ rate, outcome }) => (outcome === 'pass' ? [rate] : [])))
}

async function searchStub({ signal }: Stage) {
  await using stub = await startStub<Backlog>('post-server', { perSecond: CAPACITY }, signal)
  const probes: CapacityProbe[] = []
  const endsAt = performance.now() + WITHIN_MS
  const answer = await searchCapacity({
    start: START,
    lowest: START / 4,
    highest: START * 16,
    seconds: PROBE_SECONDS,
    rules: THOROUGH,
    probe: async (rate, seconds) => {
      const workload = postWorkload({ seed: `known-capacity-${probes.length}`, perSecond: rate, seconds, machines: 2 })
      return readProbe((await observeRun({ workload, objectives: [OBJECTIVE], ingress: stub.url, signal })).record)
    },
    coolDown: () => coolDown(stub, signal),
    onProbe: (probe) => probes.push(probe),
    onBracket: () => {},
    isOutOfTime: () => performance.now() >= endsAt,
  })
  const sick = answer.kind === 'found' || answer.kind === 'none' ? [] : [answer.because]
  return { evidence: { answer, probes }, sick }
}

/** Until nothing waits any more at the server. */
async function coolDown(stub: StartedStub<Backlog>, signal: AbortSignal): Promise<void> {
  await waitUntil('the stub has answered everything', async () => (await stub.report()).backlog === 0, { withinMs: REST_MS, signal })
}
