import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { quantile } from '../../../harness/statistics/quantile.ts'
import { toTimestamp } from '../../../simulators/softswitch/timestamp.ts'
import { startCapture } from '../capture.ts'
import { equal, within } from '../check.ts'
import { observeRun, sickOf } from '../observe-run.ts'
import type { Segment } from '../pcap.ts'
import { postWorkload } from '../post-workload.ts'
import { defineRow, type Stage } from '../row.ts'
import { startStub } from '../stub.ts'

/** One POST on the wire and in the harness, microseconds. */
interface WiredPost {
  readonly wireUs: number
  readonly serviceUs: number
}

interface Wire {
  readonly posts: readonly WiredPost[]
  /** POSTs of the harness that the capture does not have. */
  readonly unmatched: number
  /** Packets that the kernel did not hand to the capture. */
  readonly dropped: number
}

const HOLD_MS = 5
const TICK_US = 1000
/** Packets reach the capture a little later. */
const SETTLE_MS = 300

const differences = ({ posts }: Wire, of: (us: number) => number): number[] => posts.map(({ serviceUs, wireUs }) => of(serviceUs) - wireUs)

export const packetCapture = defineRow<Wire, readonly number[]>({
  name: 'packet-capture',
  must: 'no POST was faster than its packets on the wire, and none much slower',
  seconds: 7,
  noiseOnlyAdds: true,
  observe: observeWire,
  formula: (wire) => differences(wire, (us) => us),
  wrong: [
    { name: 'a clock of whole milliseconds', of: (wire) => differences(wire, (us) => Math.floor(us / TICK_US) * TICK_US) },
    { name: 'a stamp at the next tick of a timer', of: (wire) => differences(wire, (us) => (Math.floor(us / TICK_US) + 1) * TICK_US) },
    { name: "the server's nominal hold for what it took", of: (wire) => differences(wire, () => HOLD_MS * 1000) },
  ],
  checks: (difference, { posts, unmatched, dropped }) => [
    within('POSTs', posts.length, '', { atLeast: 1000 }),
    equal('POSTs without packets', unmatched, 0),
    equal('packets dropped', dropped, 0),
    within('harness - wire, least', quantile(difference, 0) / 1000, 'ms', { atLeast: 0 }),
    within('harness - wire, p50', quantile(difference, 0.5) / 1000, 'ms', { atMost: 0.25 }),
    within('harness - wire, p99', quantile(difference, 0.99) / 1000, 'ms', { atMost: 2.5 }),
  ],
  specimen: () => ({
    posts: Array.from({ length: 1500 }, (_, i) => ({ wireUs: 5060 + (i % 53) * 8, serviceUs: 5130 + (i % 53) * 8 + (i % 5) })),
    unmatched: 0,
    dropped: 0,
  }),
})

async function observeWire({ signal, folder }: Stage) {
  await using stub = await startStub('post-server', { holdMs: HOLD_MS }, signal)
  await using capture = await startCapture(stub.port, join(folder, 'wire.pcap'), signal)
  const workload = postWorkload({ seed: 'packet-capture', perSecond: 400, seconds: 4 })
  const { record, posts, clock } = await observeRun({ workload, ingress: stub.url, signal })
  await delay(SETTLE_MS, undefined, { signal })
  const { segments, dropped } = await capture.read()
  const wire = roundTrips(segments, stub.port)
  const matched = posts.flatMap(({ dueUs, serviceUs }): WiredPost[] => {
    const wireUs = wire.get(toTimestamp(clock.epochUs(dueUs)))
    return wireUs === undefined ? [] : [{ wireUs, serviceUs }]
  })
  return { evidence: { posts: matched, unmatched: posts.length - matched.length, dropped }, sick: sickOf(record) }
}

/** First packet of each request to the last of its reply, by the timestamp of the event in it. */
function roundTrips(segments: readonly Segment[], port: number): Map<string, number> {
  const open = new Map<number, { key: string; fromNs: bigint }>()
  const trips = new Map<string, number>()
  for (const { atNs, from, to, payload } of segments) {
    const key = to === port ? /timestamp=([\d.]+)/.exec(payload.toString('latin1'))?.[1] : undefined
    if (key !== undefined) open.set(from, { key, fromNs: atNs })
    const request = from === port ? open.get(to) : undefined
    if (request) trips.set(request.key, Number(atNs - request.fromNs) / 1000)
  }
  return trips
}
