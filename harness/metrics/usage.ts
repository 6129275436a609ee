import type { Clock } from '../../simulators/timing/clock.ts'
import type { UsageSample } from '../model/run-record.ts'
import { cpuSeconds, descriptorCount, processTree, residentBytes } from './proc.ts'

export interface UsageOptions {
  readonly of: UsageSample['of']
  readonly clock: Pick<Clock, 'nowUs'>
  /** Whether its descendants count too: not for the harness, whose child may be the bridge. @default true */
  readonly descendants?: boolean
  /** @default 1000 */
  readonly everyMs?: number
}

/** A running watch over a process tree. */
export interface StartedUsage extends Disposable {
  /** What was seen so far; nothing of a process that is gone or hidden from us. */
  samples(): readonly UsageSample[]
  /** The newest of them. */
  latest(): UsageSample | undefined
}

interface Reading {
  readonly us: number
  /** Processor seconds of each process, by pid. */
  readonly cpu: ReadonlyMap<number, number>
}

/**
 * Samples processor time, resident memory and descriptors of a process and its descendants, of our own user or of
 * another. A sample's processor share is that since the sample before it.
 */
export function startUsage(pid: number, { of, clock, descendants = true, everyMs = 1000 }: UsageOptions): StartedUsage {
  const samples: UsageSample[] = []
  const members = () => (descendants ? processTree(pid) : [pid])
  let last = readCpu(members(), clock.nowUs())
  const timer = setInterval(() => {
    const next = readCpu(members(), clock.nowUs())
    const sample = next && last && sampleOf(of, last, next)
    if (sample) samples.push(sample)
    last = next
  }, everyMs)
  timer.unref()
  return { samples: () => [...samples], latest: () => samples.at(-1), [Symbol.dispose]: () => clearInterval(timer) }
}

function readCpu(pids: readonly number[], us: number): Reading | undefined {
  const cpu = new Map<number, number>()
  for (const member of pids) {
    const seconds = cpuSeconds(member)
    if (seconds !== undefined) cpu.set(member, seconds)
  }
  return cpu.size > 0 && Number.isFinite(us) ? { us, cpu } : undefined
}

function sampleOf(of: UsageSample['of'], last: Reading, next: Reading): UsageSample | undefined {
  const pids = [...next.cpu.keys()]
  const memory = pids.map(residentBytes)
  if (memory.every((bytes) => bytes === undefined)) return undefined
  const descriptors = pids.map(descriptorCount)
  return {
    at: Math.round(next.us / 1000) / 1000,
    of,
    cpu: Math.max(0, total(next.cpu) - total(last.cpu)) / ((next.us - last.us) / 1e6),
    rssBytes: memory.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0),
    descriptors: descriptors.includes(undefined)
      ? undefined
      : descriptors.reduce<number>((sum, count) => sum + (count ?? 0), 0),
  }
}

/** A child that ended has handed its time to its parent, so the sum over the tree only grows. */
const total = (cpu: ReadonlyMap<number, number>): number => [...cpu.values()].reduce((sum, seconds) => sum + seconds, 0)
