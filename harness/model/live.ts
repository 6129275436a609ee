import type { Bracket, CapacityProbe } from './capacity.ts'
import type { LatencySoFar, ProgressSnapshot } from './progress.ts'
import type { DeliveryCounts, Mark, ObjectiveResult, TimelinePoint } from './run-record.ts'
import type { Verdict } from './verdict.ts'

/** What a run is going to do, for those who watch it. No key and no address of a bridge is in it. */
export interface LivePlan {
  readonly title: string
  readonly bridge: string
  /** `80/s calls for 30 s after 5 s of warm-up, seed 5c19ab04`. */
  readonly subtitle: string
  /** Planned length, warm-up included and drain not, seconds. */
  readonly totalSeconds: number
  readonly objectives: readonly string[]
  /** Phases and faults that are planned. */
  readonly marks: readonly Mark[]
  /** Where the run is a probe of a capacity search. */
  readonly search?: LiveSearch
}

/** A capacity search so far. */
export interface LiveSearch {
  /** Oldest first, with what each was made with. */
  readonly probes: readonly { readonly subscribers: number; readonly probe: CapacityProbe }[]
  /** Of the search that is going on: that of each number of subscribers has its own. */
  readonly bracket: Bracket
}

/** What became of it: final figures in place of those so far. */
export interface LiveEnd {
  readonly verdict: Verdict
  /** Of a run; a search has those of its last probe as they stood. */
  readonly figures?: FinalFigures
  /** Of a capacity search: all of its probes. */
  readonly search?: LiveSearch
  /** Path of the report on the user's disk. */
  readonly path: string
  /** Name of the report among the files that the page's server has; undefined when there is none. */
  readonly report: string | undefined
}

/** Figures of a whole run, in place of those so far. */
export interface FinalFigures {
  readonly objectives: readonly Pick<ObjectiveResult, 'text' | 'status' | 'measured' | 'margin'>[]
  readonly latencies: readonly FinalLatency[]
  readonly deliveries: DeliveryCounts
}

/** A series over the whole measured part. */
export interface FinalLatency extends Omit<LatencySoFar, 'name' | 'recent'> {
  readonly name: string
}

/** Everything that a viewer needs who comes late or again. */
export interface LiveState {
  readonly plan: LivePlan | undefined
  readonly timeline: readonly TimelinePoint[]
  readonly snapshot: ProgressSnapshot | undefined
  readonly end: LiveEnd | undefined
}

/** Messages to viewers: names of server-sent events and their data. */
export interface LiveMessages {
  /** In place of everything before. */
  readonly state: LiveState
  readonly second: ProgressSnapshot
  readonly end: LiveEnd
}
