import type { Segment } from '../../simulators/traffic/workload.ts'
import type { PacerKind } from '../load/protocol.ts'
import type { TargetKind } from '../target/profile-schema.ts'
import type { ArrivalShape } from './shape-arrivals.ts'

/** What the user said on the command line of `callstorm run`. */
export interface RunOptions {
  readonly bridge: string
  readonly target?: TargetKind
  readonly rate?: number
  readonly arrivals?: ArrivalShape
  readonly duration?: number
  readonly warmup?: number
  readonly seed?: string
  readonly nodes?: number
  readonly machines?: number
  readonly subscribers?: number
  readonly webhooks?: number
  readonly objective?: readonly string[]
  readonly workers?: number
  readonly segment?: Segment
  readonly startAt?: number
  readonly pacer: PacerKind
  readonly clock: 'exact' | 'ticks'
  readonly trace?: string
  readonly speed?: number
  readonly repeat?: number
  readonly out: string
  /** Port of the live page; true for a free one. */
  readonly live?: number | true
  readonly json?: boolean
  readonly quiet?: boolean
}
