import { readdirSync, readFileSync, statSync } from 'node:fs'

/*
 * Readings from /proc. Each is undefined where the kernel has no such file or the process is gone or not ours to look
 * into: a missing reading is never zero.
 */

/** Ticks per second of the times in /proc: fixed for user space on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/** A process and its living descendants, the process itself first; empty when it is gone. */
export function processTree(pid: number): number[] {
  if (attempt(() => statSync(`/proc/${pid}`)) === undefined) return []
  const children = (list(`/proc/${pid}/task`) ?? []).flatMap((task) =>
    (text(`/proc/${pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(processTree)]
}

/** Processor time of a process and of its children that have ended, seconds. */
export function cpuSeconds(pid: number): number | undefined {
  const stat = text(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The name in parentheses may hold anything; behind it the third field comes first.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND
}

/** Resident memory of a process, octets. */
export function residentBytes(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(text(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

/** Open descriptors of a process. Kernels from 6.2 on tell their number as the size of the folder, to anyone. */
export function descriptorCount(pid: number): number | undefined {
  const folder = `/proc/${pid}/fd`
  return attempt(() => statSync(folder).size) || list(folder)?.length
}

/** Seconds that each thread of a process was ready to run and waited for a processor, by thread id. */
export function runDelays(pid: number | 'self' = 'self'): Map<string, number> {
  return new Map(
    (list(`/proc/${pid}/task`) ?? []).flatMap((task) => {
      const waited = text(`/proc/${pid}/task/${task}/schedstat`)?.split(' ')[1]
      return waited === undefined ? [] : [[task, Number(waited) / 1e9]]
    }),
  )
}

/** Milliseconds of processor time that the calling thread has used, as of the kernel's latest tick. */
export function threadCpuMs(): number | undefined {
  const ran = text('/proc/thread-self/schedstat')?.split(' ')[0]
  return ran === undefined ? undefined : Number(ran) / 1e6
}

/** Processor time of the machine in ticks: all of it, and what the host took away. */
export function machineTicks(): { readonly total: number; readonly stolen: number } | undefined {
  const line = /^cpu +(.+)$/m.exec(text('/proc/stat') ?? '')?.[1]
  if (line === undefined) return undefined
  // Guest times behind the eighth are part of user time already.
  const ticks = line.split(' ').slice(0, 8).map(Number)
  return { total: ticks.reduce((sum, part) => sum + part, 0), stolen: ticks[7] ?? 0 }
}

const text = (path: string): string | undefined => attempt(() => readFileSync(path, 'latin1'))
const list = (path: string): string[] | undefined => attempt(() => readdirSync(path))

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
