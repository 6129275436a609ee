import type { Random } from '../../simulators/traffic/random.ts'
import type { ProbeReading } from '../model/capacity.ts'
import type { Probe } from './judge-rate.ts'

/** How a machine disturbs what is measured on it: per probe. */
export interface NoiseModel {
  /** Deviation of the bridge's speed. */
  readonly speed: number
  /** Share of probes in which it is {@link SLOWDOWN} slower. */
  readonly slow: number
  /** Share of probes with a stall of 0.1 to 0.4 s. */
  readonly stalled: number
}

/** A quiet machine, one that runs CI jobs beside it, and one that nobody should measure on. */
export const NOISE = {
  quiet: { speed: 0.01, slow: 0, stalled: 0 },
  ci: { speed: 0.03, slow: 0.05, stalled: 0.05 },
  bad: { speed: 0.05, slow: 0.1, stalled: 0.15 },
} as const satisfies Readonly<Record<string, NoiseModel>>

/** Limit of the 99th percentile of the response time that the simulated bridge has to keep. */
export const LIMIT_SECONDS = 0.05
const SLOWDOWN = 0.3
const WARM_UP_SECONDS = 1
/** Longest rest, and what looking for the end of a backlog takes at least. */
const LONGEST_REST = 5
const SHORTEST_REST = 0.5

/** The rate at which an M/M/1 server of this capacity just keeps the limit: its p99 is ln(100) / (capacity - rate). */
export const trueRate = (capacity: number): number => capacity - Math.log(100) / LIMIT_SECONDS

/** An M/M/1 bridge in virtual time with a disturbed machine, and an instrument that notices most of the disturbance. */
export interface SimulatedBridge {
  readonly probe: Probe
  readonly coolDown: () => Promise<void>
  /** Virtual seconds so far. */
  elapsed(): number
}

export function simulateBridge(capacity: number, noise: NoiseModel, random: Random): SimulatedBridge {
  let elapsed = 0
  /** Requests that wait. */
  let backlog = 0

  const probe: Probe = async (rate, seconds) => {
    elapsed += WARM_UP_SECONDS + seconds
    const slowed = random.uniform() < noise.slow ? 1 - SLOWDOWN : 1
    const stall = random.uniform() < noise.stalled ? 0.1 + 0.3 * random.uniform() : 0
    const factor = slowed * (1 + noise.speed * random.normal())
    const seen = slowed * (1 + 0.02 * random.normal())
    const noticed = seen < 0.88 || (stall > 0 && random.uniform() < 0.8)
    const before = backlog
    backlog = Math.max(0, before + (rate - capacity * factor) * (seconds + WARM_UP_SECONDS) + capacity * factor * stall)
    const p99 = p99Of({ rate, speed: capacity * factor, seconds, stall, before, after: backlog })
    const delivered = Math.min(1, 1 - backlog / (rate * seconds))
    return reading(p99, Math.max(0, delivered), noticed, rate)
  }

  return {
    probe,
    coolDown: async () => {
      const rest = Math.min(LONGEST_REST, SHORTEST_REST + backlog / capacity)
      elapsed += rest
      backlog = Math.max(0, backlog - capacity * rest)
    },
    elapsed: () => elapsed,
  }
}

interface Load {
  readonly rate: number
  readonly speed: number
  readonly seconds: number
  readonly stall: number
  readonly before: number
  readonly after: number
}

/** The stationary tail, what waits behind a backlog, and a stall that more than one request in a hundred meets. */
function p99Of({ rate, speed, seconds, stall, before, after }: Load): number {
  const queued = Math.max(before, after) / speed
  if (rate >= speed) return queued + LIMIT_SECONDS
  const drained = (stall * speed) / (speed - rate)
  const share = drained / seconds
  const behindStall = share > 0.01 ? stall * (1 - 0.01 / share) : 0
  return Math.max(Math.log(100) / (speed - rate), behindStall, before > 0 ? before / speed : 0)
}

function reading(p99: number, attainment: number, isVoid: boolean, rate: number): ProbeReading {
  const met = p99 <= LIMIT_SECONDS
  const measured = `${(p99 * 1000).toFixed(1)} ms`
  return {
    voidBecause: isVoid ? ['the machine was disturbed'] : [],
    attainment,
    objectives: [{ text: 'ingress.reply.p99 <= 50ms', status: met ? 'met' : 'missed', measured, note: '' }],
    facts: [],
    latencies: {},
    eventsPerSecond: rate,
    callsPerSecond: rate,
  }
}
