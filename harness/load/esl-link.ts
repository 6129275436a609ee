import type { StartedNode } from '../../simulators/freeswitch/index.ts'
import type { Clock } from '../../simulators/timing/clock.ts'
import type { Journal } from '../../simulators/traffic/journal.ts'
import type { SeriesRecorder } from '../metrics/series-recorder.ts'
import type { LinkFailure } from '../model/fault.ts'
import { type StartedWire, startWire } from '../rig/wire.ts'

/**
 * The link between one FreeSWITCH node and the bridge, which can fail. What happens while it is down is unobserved:
 * the bridge cannot be asked for what it was never told.
 */
export interface EslLink extends AsyncDisposable {
  readonly source: number
  readonly host: string
  readonly port: number
  fail(how: LinkFailure): void
  /** The link may be used again; how long the bridge takes for that is recorded. */
  repair(how: LinkFailure): void
}

/** A journal that claims nothing while the link of its source is down. */
export interface LinkJournal extends Journal {
  isDown: boolean
}

export function createLinkJournal(book: Journal): LinkJournal {
  const journal: LinkJournal = {
    isDown: false,
    open: (number, leg, script, atUs, endUs) => book.open(number, leg, script, atUs, endUs),
    sent: (slot, step, intendedUs) =>
      journal.isDown ? book.unobserved(slot, step) : book.sent(slot, step, intendedUs),
    unsent: (slot, step) => book.unsent(slot, step),
    unobserved: (slot, step) => book.unobserved(slot, step),
    close: (slot) => book.close(slot),
  }
  return journal
}

export interface EslLinkOptions {
  readonly node: StartedNode
  readonly journal: Pick<LinkJournal, 'isDown'>
  readonly clock: Clock
  /** `esl.recovery` */
  readonly series: SeriesRecorder
  readonly host: string
  readonly port: number
}

/** What was sent just before is let through first: then it was the bridge's to deliver. */
const QUIET_MS = 300
const LOOK_MS = 2

export async function startEslLink({ node, journal, clock, series, host, port }: EslLinkOptions): Promise<EslLink> {
  const wire = await startWire({ host: node.host, port: node.port }, { host, port })
  const timers = new Set<NodeJS.Timeout>()
  let breaking: NodeJS.Timeout | undefined
  let repairedUs: number | undefined

  const recovered = (acceptedBefore: number): boolean => {
    const { accepted, open } = node.stats
    // Connections of before may still be open at the node, which learns of their end a little later.
    return accepted > acceptedBefore && open.length <= accepted - acceptedBefore && node.core.hasAudience
  }
  const settle = (): void => {
    if (repairedUs === undefined) return
    series.record(repairedUs, Math.max(0, clock.nowUs() - repairedUs))
    repairedUs = undefined
    journal.isDown = false
  }
  const watch = (acceptedBefore: number): void => {
    const timer = setInterval(() => {
      if (!recovered(acceptedBefore)) return
      clearInterval(timer)
      timers.delete(timer)
      settle()
    }, LOOK_MS)
    timers.add(timer)
  }

  return {
    source: node.source,
    host: wire.host,
    port: wire.port,
    fail(how) {
      journal.isDown = true
      breaking = setTimeout(() => breakLink(wire, how), QUIET_MS)
    },
    repair(how) {
      clearTimeout(breaking)
      const { accepted } = node.stats
      repairedUs = clock.nowUs()
      if (how === 'half-open') for (const connection of wire.connections) connection.reset()
      wire.setMode({ kind: 'pass' })
      wire.accept()
      watch(accepted)
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(breaking)
      for (const timer of timers) clearInterval(timer)
      // A bridge that has not come back took at least so long.
      settle()
      await wire[Symbol.asyncDispose]()
    },
  }
}

function breakLink(wire: StartedWire, how: LinkFailure): void {
  if (how === 'half-open') return wire.setMode({ kind: 'stall' })
  wire.refuse()
  for (const connection of wire.connections) {
    if (how === 'cut') connection.reset()
    else connection.finish()
  }
}
