import { createAgenda } from '../timing/agenda.ts'
import type { Clock } from '../timing/clock.ts'
import type { Pacer } from '../timing/pacer.ts'
import { MAX_SOURCES } from '../traffic/identity.ts'
import type { Instruments, Journal } from '../traffic/journal.ts'
import { shareWorkload, type SourceShare } from '../traffic/source-plan.ts'
import { type CounterTotals, tallyInto } from '../traffic/tally.ts'
import type { Workload } from '../traffic/workload.ts'
import { parsePostTarget, type PostTarget } from './codec/http-request.ts'
import { createDelivery } from './delivery.ts'
import type { Entity } from './entity.ts'
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http-client.ts'
import type { MachineSpec } from './machines.ts'
import type { StartedMessaged } from './messaged.ts'
import { createSource, type MachineSource } from './source.ts'

export { machineAddress, type MachineSpec, planMachines } from './machines.ts'
export { MESSAGED_PATH, MESSAGED_PORT, type MessagedOptions, type StartedMessaged, startMessaged } from './messaged.ts'

export interface SoftswitchOptions {
  readonly machines: readonly MachineSpec[]
  /** Where events are posted to, key included; nothing is posted without it. */
  readonly url?: string | undefined
  /** Where events are published; the caller disposes of it. */
  readonly messaged?: StartedMessaged | undefined
  readonly workload: Workload
  /** See `toRunId()`: every id of the run carries it. */
  readonly runId: number
  readonly clock: Clock
  readonly pacer: Pacer
  /** Gives the journal of a source. */
  readonly journalFor: (source: number) => Journal
  readonly instruments: Instruments
  /** Limits of each machine's HTTP client. */
  readonly http?: Pick<HttpClientOptions, 'maxConnections' | 'maxQueued' | 'timeoutUs' | 'replyLimits' | 'connect'>
  /** Aborting halts the traffic as disposing does. */
  readonly signal?: AbortSignal | undefined
}

/** A softswitch whose machines make calls until the workload is done. */
export interface StartedSoftswitch extends AsyncDisposable {
  /** Addresses that the machines post from, where they are fixed. */
  readonly addresses: readonly string[]
  /** Totals over all machines so far. */
  readonly counters: Readonly<CounterTotals>
  /** POSTs that wait for a connection, over all machines. */
  readonly queued: number
  /**
   * Resolves when everything that was offered is sent and done with, or when the traffic was halted; rejects when a
   * journal was full, which halts the traffic.
   */
  readonly finished: Promise<void>
}

/**
 * Starts the machines of a softswitch: they send their first event when it is due on the clock. Disposing halts the
 * traffic at once and closes every connection.
 * @throws TypeError or RangeError for options that contradict each other; the reason of the signal when it is aborted
 */
export async function startSoftswitch(options: SoftswitchOptions): Promise<StartedSoftswitch> {
  options.signal?.throwIfAborted()
  if (options.url === undefined && options.messaged === undefined) {
    throw new TypeError(
      'Cannot start a softswitch as its events need a URL, messaged or both: current value is neither',
    )
  }
  const target = options.url === undefined ? undefined : parsePostTarget(options.url)
  const counters: CounterTotals = {}
  const instruments = tallyInto(counters, options.instruments)
  const shares = shareWorkload(options.workload)
  const machines = options.machines.map((spec) =>
    createMachine(spec, shareOf(shares, spec), target, instruments, options),
  )

  let pacing: Disposable | undefined
  let disposal: Promise<void> | undefined
  const sources = new Set(machines.map((machine) => machine.source))
  let settle: { resolve(): void; reject(error: unknown): void } | undefined
  const finished = new Promise<void>((resolve, reject) => (settle = { resolve, reject }))
  // Whoever waits for the end sees the error; nobody has to wait.
  finished.catch(() => {})

  const halt = (): void => {
    pacing?.[Symbol.dispose]()
    for (const { source } of machines) source.halt()
    settle?.resolve()
  }
  const wake = (): number => {
    try {
      for (const source of sources) if (!source.wake()) sources.delete(source)
    } catch (error) {
      settle?.reject(error)
      disposal ??= dispose()
    }
    if (sources.size === 0) halt()
    return Math.min(...[...sources].map(({ nextUs }) => nextUs))
  }
  const dispose = async (): Promise<void> => {
    options.signal?.removeEventListener('abort', onAbort)
    halt()
    await Promise.all(machines.flatMap(({ client }) => client?.[Symbol.asyncDispose]() ?? []))
  }
  const onAbort = (): void => void (disposal ??= dispose())
  options.signal?.addEventListener('abort', onAbort)
  pacing = options.pacer.start(wake)

  return {
    addresses: options.machines.flatMap(({ localAddress }) => localAddress ?? []),
    counters,
    get queued() {
      return machines.reduce((sum, { client }) => sum + (client?.queued ?? 0), 0)
    },
    finished,
    [Symbol.asyncDispose]: () => (disposal ??= dispose()),
  }
}

function shareOf(shares: readonly SourceShare[], { source }: MachineSpec): SourceShare {
  const share = source < MAX_SOURCES ? shares[source] : undefined
  if (share !== undefined) return share
  const rule = `its source must be below ${Math.min(shares.length, MAX_SOURCES)}`
  throw new RangeError(`Cannot start a machine as ${rule}: current value is ${source}`)
}

function createMachine(
  spec: MachineSpec,
  share: SourceShare,
  target: PostTarget | undefined,
  instruments: Instruments,
  { clock, messaged, runId, journalFor, http }: SoftswitchOptions,
): { readonly client: HttpClient | undefined; readonly source: MachineSource } {
  const { localAddress, machine } = spec
  const client = target && createHttpClient(target, { ...http, clock, localAddress })
  const delivery = createDelivery({ client, messaged, clock, instruments })
  const source = createSource({
    machine,
    runId,
    share,
    clock,
    journal: journalFor(spec.source),
    instruments,
    delivery,
    agenda: createAgenda<() => void>(),
    living: new Set<Entity>(),
  })
  return { client, source }
}
