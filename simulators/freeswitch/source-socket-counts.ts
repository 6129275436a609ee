import type { Instruments } from '../traffic/journal.ts'
import type { EventSocketStats } from './server.ts'

interface Totals {
  readonly accepted: number
  readonly lost: number
  readonly killed: number
  readonly octets: number
  /** The longest queue that any listener ever had. */
  readonly queued: number
}

function totalsOf({ accepted, ended, open }: EventSocketStats): Totals {
  const sum = (of: (stats: EventSocketStats['open'][number]) => number): number =>
    open.reduce((total, stats) => total + of(stats), 0)
  return {
    accepted,
    lost: ended.lost + sum((stats) => stats.lost),
    killed: ended.killed + sum((stats) => (stats.killed ? 1 : 0)),
    octets: ended.octets + sum((stats) => stats.octets),
    queued: Math.max(ended.longestQueue, ...open.map((stats) => stats.longestQueue)),
  }
}

/**
 * Counts on instruments what an event socket has done since the last time.
 * @returns a function to call now and then, and once at the end
 */
export function createSocketCounts(socket: { readonly stats: EventSocketStats }, instruments: Instruments): () => void {
  let before: Totals = { accepted: 0, lost: 0, killed: 0, octets: 0, queued: 0 }
  return () => {
    const now = totalsOf(socket.stats)
    const count = (counter: Parameters<Instruments['count']>[0], by: number): void => {
      if (by > 0) instruments.count(counter, by)
    }
    count('esl.connections', now.accepted - before.accepted)
    count('esl.lost', now.lost - before.lost)
    count('esl.killed', now.killed - before.killed)
    count('bytes.sent', now.octets - before.octets)
    count('esl.queued', now.queued - before.queued)
    before = now
  }
}
