import { readFileSync } from 'node:fs'
import { identifyProcess, isRunning, type ProcessIdentity } from '../lifecycle/process-identity.ts'
import { cpuSeconds, descriptorCount, processTree, residentBytes } from '../metrics/proc.ts'
import type { StartedTarget, TargetExit } from '../target/started-target.ts'

/** The bridge under test, as a process. */
export interface Bridge {
  readonly target: StartedTarget
  /** Memory and descriptors of its processes together; undefined where they cannot be read. */
  usage(): BridgeUsage | undefined
  /** Everything that it printed so far, secrets hidden. */
  log(): string
  /** How many secrets it printed. */
  leakedSecrets(): number
  /** Asks it to end by the profile's signal, kills it after the profile's time. */
  stop(): Promise<TargetExit>
  /** How it ended, once it has. */
  readonly exit: TargetExit | undefined
  /** Its processes as they are now, to be compared with later: a supervisor's restart hides a crash. */
  processes(): readonly ProcessIdentity[]
}

export interface BridgeUsage {
  readonly residentBytes: number
  readonly descriptors: number
  readonly cpuSeconds: number
}

export function watchBridge(target: StartedTarget): Bridge {
  let exit: TargetExit | undefined
  void target.exited.then((how) => {
    exit = how
  })
  const pids = (): number[] => (target.pid === undefined ? [] : processTree(target.pid))
  return {
    target,
    usage() {
      const all = pids()
      const sum = (read: (pid: number) => number | undefined): number | undefined =>
        all.reduce<number | undefined>((total, pid) => add(total, read(pid)), 0)
      const [resident, descriptors, cpu] = [sum(residentBytes), sum(descriptorCount), sum(cpuSeconds)]
      if (all.length === 0 || resident === undefined || descriptors === undefined || cpu === undefined) return undefined
      return { residentBytes: resident, descriptors, cpuSeconds: cpu }
    },
    log: () => (target.logPath === undefined ? '' : readText(target.logPath)),
    leakedSecrets: () => target.leakedSecrets(),
    stop: () => target.stop(),
    get exit() {
      return exit
    },
    processes: () => pids().flatMap((pid) => identifyProcess(pid) ?? []),
  }
}

/** Those that do not run any more. */
export const vanished = (processes: readonly ProcessIdentity[]): readonly ProcessIdentity[] => processes.filter((one) => !isRunning(one))

const add = (total: number | undefined, next: number | undefined): number | undefined =>
  total === undefined || next === undefined ? undefined : total + next

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
