import { createArrivalTimes, type ArrivalTimes } from './arrivals.ts'
import { randomStream } from './random.ts'
import { countOngoing } from './prefill.ts'
import type { Arrivals, Mix, Segment, Workload } from './workload.ts'

/** The part of a workload that one source makes: every rate is that of this source. */
export interface SourceShare {
  readonly seed: string
  /** Index of the source in the run, 0 to 63: FreeSWITCH nodes first, then softswitch machines. */
  readonly source: number
  readonly arrivals: Arrivals
  readonly mix: Mix
  /** The source plans nothing at or after this moment. */
  readonly endUs: number
  readonly prefill?: boolean | undefined
  readonly segment?: Segment | undefined
}

/** What a source begins at one moment. `index` counts the entities of that kind, from 0 and without holes. */
export interface SourceArrival {
  /** An `ongoing` call shares its numbers with the calls and emits nothing before the start of the run. */
  readonly kind: 'ongoing' | 'call' | 'registration' | 'message' | 'heartbeat' | 'unknown'
  readonly index: number
  /** Intended time, microseconds of the run's clock; of an ongoing call when it is to be made ready, before 0. */
  readonly atUs: number
}

/** Each node tells its health so often. */
export const HEARTBEAT_SECONDS = 20

/**
 * Divides a workload evenly among its sources. This is the only place where rates are divided: from here on a source
 * knows its own rate and nothing of the others.
 */
export function shareWorkload(workload: Workload): SourceShare[] {
  const sources = workload.freeswitchNodes + workload.softswitchMachines
  const { arrivals, mix, prefill, seed, segment } = workload
  const share = {
    seed,
    prefill,
    segment,
    endUs: (workload.warmupSeconds + workload.durationSeconds) * 1e6,
    arrivals: { ...arrivals, perSecond: arrivals.perSecond / sources },
    mix: {
      ...mix,
      registrations: { ...mix.registrations, perSecond: mix.registrations.perSecond / sources },
      messages: { ...mix.messages, perSecond: mix.messages.perSecond / sources },
      ...(mix.unknown && { unknown: { ...mix.unknown, perSecond: mix.unknown.perSecond / sources } }),
    },
  }
  return Array.from({ length: sources }, (_, source) => ({ ...share, source }))
}

interface Stream {
  readonly kind: SourceArrival['kind']
  readonly nextUs: ArrivalTimes
  index: number
  atUs: number
}

function openStream(share: SourceShare, kind: SourceArrival['kind'], arrivals: Arrivals, firstIndex = 0): Stream {
  const { seed, source } = share
  const bursts = randomStream(seed, `${kind}-bursts`)
  const nextUs = createArrivalTimes(arrivals, randomStream(seed, `${kind}-arrivals`, source), bursts)
  return { kind, nextUs, index: firstIndex, atUs: nextUs() }
}

/** Ongoing calls are made ready within this time before the start, one after the other. */
const PREFILL_US = 250_000

function* planOngoing(count: number): Generator<SourceArrival, void, undefined> {
  for (let index = 0; index < count; index++) yield { kind: 'ongoing', index, atUs: (index / count - 1) * PREFILL_US }
}

/** Whatever the part, the whole stream is planned: which of it this one runs depends on nothing but the index. */
export const isInSegment = (segment: Segment | undefined, index: number): boolean =>
  segment === undefined || index % segment.of === segment.part - 1

/**
 * Everything that one source begins, in the order of intended times, until its end. Each kind has a stream of its
 * own: another rate of messages leaves the calls as they are. Heartbeats start at a phase of their own per source.
 */
export function* planSource(share: SourceShare): Generator<SourceArrival, void, undefined> {
  for (const arrival of planWhole(share)) if (isInSegment(share.segment, arrival.index)) yield arrival
}

function* planWhole(share: SourceShare): Generator<SourceArrival, void, undefined> {
  const { arrivals, mix, seed, source } = share
  const ongoing = share.prefill ? countOngoing(seed, source, arrivals, mix) : 0
  yield* planOngoing(ongoing)
  const streams = [
    openStream(share, 'call', arrivals, ongoing),
    openStream(share, 'registration', registrationArrivals(mix.registrations)),
    openStream(share, 'message', { kind: 'poisson', perSecond: mix.messages.perSecond }),
    openStream(share, 'heartbeat', { kind: 'constant', perSecond: 1 / HEARTBEAT_SECONDS }),
    openStream(share, 'unknown', { kind: 'poisson', perSecond: mix.unknown?.perSecond ?? 0 }),
  ]
  for (;;) {
    const next = streams.reduce((first, stream) => (stream.atUs < first.atUs ? stream : first))
    if (!(next.atUs < share.endUs)) return
    yield { kind: next.kind, index: next.index, atUs: next.atUs }
    next.index += 1
    next.atUs = next.nextUs()
  }
}

const registrationArrivals = ({ perSecond, points }: Mix['registrations']): Arrivals =>
  points === undefined ? { kind: 'poisson', perSecond } : { kind: 'curve', perSecond, points }
