import type { StartedNode } from '../../simulators/freeswitch/index.ts'
import type { LinkJournal } from './esl-link.ts'
import { whenAllRead } from './when-all-read.ts'

/** What goes wrong on purpose at the event socket of one node. */
export interface SocketFaults extends Disposable {
  readonly source: number
  /** @param fault in the text form of the simulator's `parseFault()` @returns what ends it */
  begin(fault: string): () => void
}

export interface SocketFaultsOptions {
  readonly node: Pick<StartedNode, 'source' | 'port' | 'stats' | 'core' | 'strike'>
  readonly journal: Pick<LinkJournal, 'isDown'>
}

/** After these the bridge cannot have what was under way, until it has connected again. */
const CUTS: ReadonlySet<string> = new Set(['fin', 'rst', 'half-open', 'truncated', 'wrong-length', 'restart'])
const LOOK_MS = 2

/**
 * Lets faults of the simulator begin and end at a node; what a cut connection cannot bring is unobserved. It is not cut
 * before the bridge has read what was sent until then: that is its to deliver.
 */
export function createSocketFaults({ node, journal }: SocketFaultsOptions): SocketFaults {
  const timers = new Set<NodeJS.Timeout>()
  const waits = new Set<() => boolean>()
  const stop = (timer: NodeJS.Timeout): void => {
    clearTimeout(timer)
    timers.delete(timer)
  }

  /** Claims nothing until everybody who was connected has connected again. */
  const untilReconnected = (acceptedBefore: number): NodeJS.Timeout => {
    const look = setInterval(() => {
      const { accepted, open } = node.stats
      if (accepted === acceptedBefore || open.length > accepted - acceptedBefore || !node.core.hasAudience) return
      stop(look)
      journal.isDown = false
    }, LOOK_MS)
    timers.add(look)
    return look
  }

  const cut = (fault: string): (() => void) => {
    journal.isDown = true
    const { accepted } = node.stats
    let end = (): void => undefined
    let look: NodeJS.Timeout | undefined
    const giveUp = whenAllRead({ node, port: node.port }, () => {
      end = node.strike(fault)
      look = untilReconnected(accepted)
    })
    waits.add(giveUp)
    return () => {
      const hasStruck = !giveUp()
      waits.delete(giveUp)
      end()
      // It has struck nobody: whoever is connected was so all the time.
      const isCut = node.stats.accepted !== accepted || node.stats.open.length === 0 || fault.startsWith('half-open')
      if (hasStruck && isCut) return
      if (look !== undefined) stop(look)
      journal.isDown = false
    }
  }

  return {
    source: node.source,
    begin: (fault) => (CUTS.has(/^[a-z0-9-]*/.exec(fault)?.[0] ?? '') ? cut(fault) : node.strike(fault)),
    [Symbol.dispose]() {
      timers.forEach(clearTimeout)
      for (const giveUp of waits) giveUp()
    },
  }
}
