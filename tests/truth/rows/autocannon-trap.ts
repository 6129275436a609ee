import { runAutocannon } from '../autocannon.ts'
import { within } from '../check.ts'
import { observeRun, seriesOf, sickOf } from '../observe-run.ts'
import { postWorkload } from '../post-workload.ts'
import { defineRow, type Stage } from '../row.ts'
import { startStub } from '../stub.ts'

/** Medians of the same server, ms. */
interface Medians {
  readonly ours: number
  /** With its correction for coordinated omission, which expects a request each millisecond at any rate. */
  readonly autocannon: number
}

const HOLD_MS = 50
const PER_SECOND = 10
const SECONDS = 10
const AUTOCANNON_SECONDS = 4

export const autocannonTrap = defineRow<Medians, number>({
  name: 'autocannon-trap',
  must: 'a stub of 50 ms at 10/s has a median of 50 ms and a little',
  seconds: 16,
  observe: observeBoth,
  formula: ({ ours }) => ours,
  wrong: [{ name: 'the corrected latencies of autocannon', of: (medians) => medians.autocannon }],
  checks: (median) => [within('p50', median, 'ms', { atLeast: 50, atMost: 55 })],
  specimen: () => ({ ours: 50.4, autocannon: 26 }),
})

/** One after the other: autocannon is no quiet neighbour. */
async function observeBoth({ signal }: Stage) {
  await using stub = await startStub('post-server', { holdMs: HOLD_MS }, signal)
  const corrected = await runAutocannon({ url: stub.url, overallRate: PER_SECOND, duration: AUTOCANNON_SECONDS }, signal)
  const workload = postWorkload({ seed: 'autocannon-trap', perSecond: PER_SECOND, seconds: SECONDS })
  const { record } = await observeRun({ workload, ingress: stub.url, signal })
  const ours = seriesOf(record, 'ingress.reply').quantiles.p50Us / 1000
  return { evidence: { ours, autocannon: corrected.p50 }, sick: sickOf(record) }
}
