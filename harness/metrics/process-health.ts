import { machineTicks, runDelays } from './proc.ts'

/** How the harness' process and the machine fared since measuring began. */
export interface ProcessHealth {
  /** Milliseconds per second for which the worst thread waited for a processor; undefined where not told. */
  readonly runDelay: number | undefined
  /** Share of the machine's processor time that its host took away. */
  readonly steal: number | undefined
  /** Highest resident memory of the harness so far, octets. */
  readonly peakRssBytes: number
}

/** Watches this process from now on. */
export function startProcessHealth(): { begin(): void; read(): ProcessHealth } {
  let since = take()
  return {
    begin() {
      since = take()
    },
    read() {
      const now = take()
      return {
        runDelay: worstDelay(since, now),
        steal: since.machine && now.machine && shareOf(since.machine, now.machine),
        peakRssBytes: process.resourceUsage().maxRSS * 1024,
      }
    },
  }
}

const take = () => ({ at: performance.now(), delays: runDelays(), machine: machineTicks() })
type Reading = ReturnType<typeof take>

function worstDelay(since: Reading, now: Reading): number | undefined {
  if (now.delays.size === 0) return undefined
  const waited = [...now.delays].map(([task, seconds]) => seconds - (since.delays.get(task) ?? 0))
  return (Math.max(...waited) * 1000) / ((now.at - since.at) / 1000)
}

function shareOf(since: NonNullable<Reading['machine']>, now: NonNullable<Reading['machine']>): number {
  const total = now.total - since.total
  return total > 0 ? (now.stolen - since.stolen) / total : 0
}
