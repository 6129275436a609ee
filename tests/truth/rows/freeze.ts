import type { SeriesRecord } from '../../../harness/model/run-record.ts'
import { quantile } from '../../../harness/statistics/quantile.ts'
import { runAutocannon } from '../autocannon.ts'
import { type Check, within } from '../check.ts'
import { observeRun, type PostSample, seriesOf, sickOf } from '../observe-run.ts'
import { postWorkload } from '../post-workload.ts'
import { defineRow, type Stage } from '../row.ts'
import { startStub } from '../stub.ts'

/** Percentiles of the response time, milliseconds. */
interface Tail {
  readonly p90: number
  readonly p99: number
  readonly p999: number
}

/** What was measured of a server that stood still once. */
interface Frozen {
  /** As the record of the run has them: from the intended time, and from the moment of writing. */
  readonly response: Tail
  readonly service: Tail
  /** A client that sends the next request when the last one is answered. */
  readonly closed: Tail
  readonly posts: readonly Pick<PostSample, 'dueUs' | 'replyUs'>[]
  /** By the server's own account, microseconds of the run's clock. */
  readonly standstill: { readonly fromUs: number; readonly toUs: number }
}

const TRAFFIC = { perSecond: 200, seconds: 10 }
const HOLD_US = 5000
const FREEZE = { afterMs: 3000, forMs: 1400 }
const CLOSED = { connections: 10, seconds: 5, afterMs: 1500 }

export const freeze = defineRow<Frozen, Tail>({
  name: 'freeze',
  must: 'a standstill of 1.4 s in 10 s at 200/s is in the percentiles as theory has it',
  seconds: 18,
  noiseOnlyAdds: true,
  observe: observeFreeze,
  formula: ({ response }) => response,
  wrong: [
    { name: 'measured from the sending instead of the intended time', of: ({ service }) => service },
    { name: 'a closed loop, which stops asking while it waits', of: ({ closed }) => closed },
    { name: 'a correction formula on top', of: ({ posts }) => tailOf(posts.flatMap(({ replyUs }) => corrected(replyUs))) },
    { name: 'percentiles of the seconds averaged', of: ({ posts }) => averagedTail(posts) },
  ],
  checks: (tail, frozen) => [
    ...againstTheory(tail, frozen),
    within('p99 of a closed loop, which hides it', frozen.closed.p99, 'ms', { atMost: 50 }),
  ],
  specimen,
})

/** How far percentiles lie above theory; what piled up takes a while to be worked off, the more the lower the percentile. */
function againstTheory(tail: Tail, { posts, standstill }: Frozen): Check[] {
  const theory = tailOf(posts.map(({ dueUs }) => theoryUs(dueUs, standstill)))
  const above = (key: keyof Tail, name: string, atMost: number): Check =>
    within(`${name} above its theory, ${theory[key].toFixed(0)} ms`, (tail[key] / theory[key] - 1) * 100, '%', { atLeast: -1, atMost })
  return [above('p90', 'p90', 15), above('p99', 'p99', 3), above('p999', 'p99.9', 3)]
}

/** What a POST must wait whose time has come at a moment: the hold, and the rest of the standstill if it is in it. */
function theoryUs(dueUs: number, { fromUs, toUs }: Frozen['standstill']): number {
  if (dueUs >= toUs || dueUs + HOLD_US <= fromUs) return HOLD_US
  return dueUs < fromUs ? toUs - dueUs : toUs - dueUs + HOLD_US
}

const tailOf = (us: readonly number[]): Tail => ({
  p90: quantile(us, 0.9) / 1000,
  p99: quantile(us, 0.99) / 1000,
  p999: quantile(us, 0.999) / 1000,
})

/** As HdrHistogram corrects for omission: a sample at each expected interval below each sample. */
function corrected(us: number): number[] {
  const intervalUs = 1e6 / TRAFFIC.perSecond
  return Array.from({ length: Math.max(1, Math.floor(us / intervalUs)) }, (_, i) => us - i * intervalUs)
}

function averagedTail(posts: Frozen['posts']): Tail {
  const seconds = new Set(posts.map(({ dueUs }) => Math.floor(dueUs / 1e6)))
  const ofSecond = (second: number): Frozen['posts'] => posts.filter(({ dueUs }) => Math.floor(dueUs / 1e6) === second)
  const tails = [...seconds].map((second) => tailOf(ofSecond(second).map(({ replyUs }) => replyUs)))
  const mean = (key: keyof Tail): number => tails.reduce((sum, tail) => sum + tail[key], 0) / tails.length
  return { p90: mean('p90'), p99: mean('p99'), p999: mean('p999') }
}

interface Report {
  readonly frozen: { readonly fromNs: string; readonly toNs: string }
}

async function observeFreeze({ signal }: Stage) {
  const closed = await measureClosed(signal)
  await using stub = await startStub<Report>('post-server', { holdMs: HOLD_US / 1000, freeze: FREEZE }, signal)
  const workload = postWorkload({ seed: 'freeze', ...TRAFFIC })
  const { record, posts, startNs } = await observeRun({ workload, ingress: stub.url, signal })
  const { frozen } = await stub.report()
  const us = (ns: string): number => Number(BigInt(ns) - startNs) / 1000
  const evidence: Frozen = {
    response: recordedTail(seriesOf(record, 'ingress.reply')),
    service: recordedTail(seriesOf(record, 'ingress.service')),
    closed,
    posts,
    standstill: { fromUs: us(frozen.fromNs), toUs: us(frozen.toNs) },
  }
  return { evidence, sick: sickOf(record) }
}

const recordedTail = ({ quantiles: { p90Us, p99Us, p999Us } }: SeriesRecord): Tail => ({
  p90: p90Us / 1000,
  p99: p99Us / 1000,
  p999: p999Us / 1000,
})

async function measureClosed(signal: AbortSignal): Promise<Tail> {
  const { connections, seconds, afterMs } = CLOSED
  await using stub = await startStub<Report>('post-server', { holdMs: HOLD_US / 1000, freeze: { ...FREEZE, afterMs } }, signal)
  // Without a rate it corrects nothing.
  const { p90, p99, p99_9: p999 } = await runAutocannon({ url: stub.url, connections, duration: seconds }, signal)
  return { p90, p99, p999 }
}

/** Regular arrivals, an exact server, a client without lag of its own and with 64 connections. */
function specimen(): Frozen {
  const standstill = { fromUs: 3e6, toUs: 4.4e6 }
  const dues = Array.from({ length: TRAFFIC.perSecond * TRAFFIC.seconds }, (_, i) => (i + 0.5) * (1e6 / TRAFFIC.perSecond))
  const posts = dues.map((dueUs) => ({ dueUs, replyUs: theoryUs(dueUs, standstill) }))
  const held = posts.filter(({ replyUs }) => replyUs > HOLD_US).slice(0, 64)
  const service = [...held.map(({ replyUs }) => replyUs), ...Array.from({ length: dues.length - held.length }, () => HOLD_US)]
  return { response: tailOf(posts.map(({ replyUs }) => replyUs)), service: tailOf(service), closed: { p90: 6, p99: 8, p999: 18 }, posts, standstill }
}
