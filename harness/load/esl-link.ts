import type { StartedNode } from '../../simulators/freeswitch/index.ts'
import type { Clock } from '../../simulators/timing/clock.ts'
import type { Journal } from '../../simulators/traffic/journal.ts'
import type { SeriesRecorder } from '../metrics/series-recorder.ts'
import type { LinkFailure } from '../model/fault.ts'
import { type StartedWire, startWire } from '../rig/wire.ts'
import { whenAllRead } from './when-all-read.ts'

/**
 * The link between one FreeSWITCH node and the bridge, which can fail. What happens while it is down is unobserved:
 * the bridge cannot be asked for what it was never told. What was sent before is its to deliver, so that the link does
 * not break before it has read that.
 */
export interface EslLink extends AsyncDisposable {
  readonly source: number
  readonly host: string
  readonly port: number
  /** Whether it has failed and was not repaired yet. */
  readonly isBroken: boolean
  fail(how: LinkFailure): void
  /**
   * The link may be used again; how long the bridge takes for that is recorded. A link that never broke, as the bridge
   * had something to read all the time, has no recovery.
   */
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

const LOOK_MS = 2

export async function startEslLink({ node, journal, clock, series, host, port }: EslLinkOptions): Promise<EslLink> {
  const wire = await startWire({ host: node.host, port: node.port }, { host, port })
  const timers = new Set<NodeJS.Timeout>()
  let giveUpBreaking = (): boolean => false
  let isBroken = false
  const passedOctets = (): number =>
    wire.connections.reduce((sum, { end, pendingOctets, sentOctets }) => (end === 'open' ? sum + sentOctets - pendingOctets : sum), 0)
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
    get isBroken() {
      return isBroken
    },
    fail(how) {
      journal.isDown = true
      giveUpBreaking = whenAllRead({ node, port: wire.port, passedOctets }, () => {
        isBroken = true
        breakLink(wire, how)
      })
    },
    repair(how) {
      if (giveUpBreaking()) {
        journal.isDown = false
        return
      }
      isBroken = false
      const { accepted } = node.stats
      repairedUs = clock.nowUs()
      if (how === 'half-open') for (const connection of wire.connections) connection.reset()
      wire.setMode({ kind: 'pass' })
      wire.accept()
      watch(accepted)
    },
    async [Symbol.asyncDispose]() {
      giveUpBreaking()
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
