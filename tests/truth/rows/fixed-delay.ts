import { quantile } from '../../../harness/statistics/quantile.ts'
import { toTimestamp } from '../../../simulators/softswitch/timestamp.ts'
import { within } from '../check.ts'
import { observeRun, sickOf } from '../observe-run.ts'
import { postWorkload } from '../post-workload.ts'
import { defineRow, type Stage } from '../row.ts'
import { startStub } from '../stub.ts'

/** One POST: what the harness measured and how long the stub held it, by the stub's own clock; microseconds. */
interface HeldPost {
  readonly serviceUs: number
  readonly holdUs: number
}

const HOLD_MS = 5
/** A timer of Node fires at whole milliseconds. */
const TICK_US = 1000

/** What the harness adds to what it measures: by so much a reply appears to come later than it left. */
const overheads = (posts: readonly HeldPost[], serviceOf: (serviceUs: number) => number): number[] =>
  posts.map(({ serviceUs, holdUs }) => serviceOf(serviceUs) - holdUs)

export const fixedDelay = defineRow<readonly HeldPost[], readonly number[]>({
  name: 'fixed-delay',
  must: 'service time is what a stub says it held each POST for, and little more',
  seconds: 6,
  noiseOnlyAdds: true,
  observe: observeHolds,
  formula: (posts) => overheads(posts, (us) => us),
  wrong: [
    { name: 'a clock of whole milliseconds', of: (posts) => overheads(posts, (us) => Math.floor(us / TICK_US) * TICK_US) },
    { name: 'a stamp at the next tick of a timer', of: (posts) => overheads(posts, (us) => (Math.floor(us / TICK_US) + 1) * TICK_US) },
    { name: 'half the round trip taken for one way', of: (posts) => overheads(posts, (us) => us / 2) },
  ],
  checks: (overhead) => [
    within('POSTs', overhead.length, '', { atLeast: 1000 }),
    within('service - hold, least', quantile(overhead, 0) / 1000, 'ms', { atLeast: 0 }),
    within('service - hold, p50', quantile(overhead, 0.5) / 1000, 'ms', { atMost: 0.25 }),
    within('service - hold, p99', quantile(overhead, 0.99) / 1000, 'ms', { atMost: 2.5 }),
  ],
  specimen: () => Array.from({ length: 2000 }, (_, i) => ({ holdUs: 5000 + (i % 37) * 10, serviceUs: 5070 + (i % 37) * 10 + (i % 7) })),
})

async function observeHolds({ signal }: Stage) {
  await using stub = await startStub<{ holds: [string, number][] }>('post-server', { holdMs: HOLD_MS }, signal)
  const workload = postWorkload({ seed: 'fixed-delay', perSecond: 500, seconds: 4 })
  const { record, posts, clock } = await observeRun({ workload, ingress: stub.url, signal })
  const holds = new Map((await stub.report()).holds)
  const held = posts.flatMap(({ dueUs, serviceUs }): HeldPost[] => {
    const holdUs = holds.get(toTimestamp(clock.epochUs(dueUs)))
    return holdUs === undefined ? [] : [{ serviceUs, holdUs }]
  })
  return { evidence: held, sick: sickOf(record) }
}
