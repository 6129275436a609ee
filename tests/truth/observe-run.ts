import { createClock, createOrigin, type Clock } from '../../simulators/timing/clock.ts'
import { startPacerThread } from '../../simulators/timing/pacer-thread.ts'
import type { SourceSeries } from '../../simulators/traffic/journal.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { createLedger, type LedgerBuffers } from '../../harness/ledger/layout.ts'
import { outstanding, readLedger, readLedgerCounters } from '../../harness/ledger/totals.ts'
import { createResourceStack } from '../../harness/lifecycle/resource-stack.ts'
import { watchAbort } from '../../harness/lifecycle/watch-abort.ts'
import { createThreadInstruments, type ThreadInstruments } from '../../harness/load/thread-instruments.ts'
import { createWorker } from '../../harness/load/worker.ts'
import { startProcessHealth } from '../../harness/metrics/process-health.ts'
import { type MeasuredWindow, measuredWindow } from '../../harness/metrics/series-recorder.ts'
import type { RunRecord, SeriesRecord } from '../../harness/model/run-record.ts'
import { drain } from '../../harness/runner/drain.ts'
import { makeRecord } from '../../harness/runner/make-record.ts'
import { planDuties, planReceivers, planSlots } from '../../harness/runner/plan-crew.ts'
import { runIdOf } from '../../harness/runner/run-id.ts'

export interface ObservedRunPlan {
  readonly workload: Workload
  readonly objectives?: readonly string[]
  /** Where the stub takes POSTs, and where its subscribers connect, keys included. */
  readonly ingress: string
  readonly websocket?: string | undefined
  /** Hurts the instrument while it measures; undone at the end. */
  readonly injure?: () => Disposable
  readonly signal: AbortSignal
}

/** One POST as the instruments heard of it, microseconds. What was not heard is NaN. */
export interface PostSample {
  /** Intended time, of the run's clock. */
  readonly dueUs: number
  /** From the intended time, and from the moment of writing. */
  readonly replyUs: number
  readonly serviceUs: number
}

export interface ObservedRun {
  readonly record: RunRecord
  /** Those of the measured part, in the order of their intended times. */
  readonly posts: readonly PostSample[]
  readonly clock: Clock
  /** CLOCK_MONOTONIC nanoseconds of the run's start. */
  readonly startNs: bigint
}

/** Between the last preparation and the first event. */
const LEAD_MS = 200
const HOST = '127.0.0.1'

/**
 * A whole run by one worker of the crew in the present thread, woken by a pacer of its own, measured, judged and recorded as every
 * run is; and every single latency besides, which a run keeps in histograms only.
 * @throws the signal's reason when it is aborted
 */
export async function observeRun(plan: ObservedRunPlan): Promise<ObservedRun> {
  await using stack = createResourceStack()
  const { workload, signal } = plan
  const runId = runIdOf(workload.seed, 'process')
  const ledger = createLedger({ runId, slots: planSlots(workload), receivers: planReceivers(workload) })
  const [duties] = planDuties(workload, HOST, undefined, 1)
  if (duties === undefined) throw new Error('Cannot observe a run as it must have duties')
  const pacer = stack.use(startPacerThread(1))
  const tap = tapInstruments(measuredWindow(workload))
  const constants = { runId, workload, clockMode: 'exact', faults: [], host: HOST, ledger } as const
  const worker = createWorker({ duties, constants, pacing: { board: pacer.board, port: 0 } }, tap.instruments)
  stack.defer(async () => void (await worker.close()))
  await worker.open()
  const facts = await worker.connect({ ingress: plan.ingress, websocket: plan.websocket })
  signal.throwIfAborted()

  const origin = createOrigin(LEAD_MS)
  const clock = createClock(origin)
  const processHealth = startProcessHealth()
  worker.go(origin)
  {
    using _injury = plan.injure?.()
    using watch = watchAbort(signal)
    await Promise.race([worker.finished(), watch.aborted])
    await drainLedger(ledger, clock, signal)
  }
  const readings = processHealth.read()
  const result = await worker.close()
  signal.throwIfAborted()
  const record = makeRecord({
    plan: {
      workload,
      objectives: plan.objectives ?? [],
      scenario: { id: 'truth', title: 'Truth', proves: '', workload, objectives: [] },
      version: '0',
      command: 'npm run truth',
      logName: '',
    },
    startedAt: new Date(clock.epochUs(0) / 1000).toISOString(),
    ledger,
    results: [result],
    target: {
      started: { name: 'stub', kind: 'external', description: '', capabilities: { in: ['http-post'], out: [] }, logPath: undefined },
      exit: { code: null, signal: null, expected: true, how: 'released' },
    },
    facts,
    faults: [],
    aborted: false,
    points: [],
    marks: [],
    processHealth: readings,
    usage: [],
  })
  return { record, posts: tap.posts(), clock, startNs: origin.startNs }
}

/** Why a run says nothing about what it measured. */
export const sickOf = ({ verdict }: Pick<RunRecord, 'verdict'>): string[] =>
  verdict.reasons.filter(({ status }) => status === 'invalid').map(({ message }) => message)

/** The same for counts, which no delay can change: what broke in the instrument itself. */
export const brokenOf = (record: Pick<RunRecord, 'verdict' | 'health'>): string[] =>
  sickOf(record).filter((message) => record.health.every(({ title }) => !message.startsWith(title)))

async function drainLedger(ledger: LedgerBuffers, clock: Clock, signal: AbortSignal): Promise<void> {
  const received = (): number => {
    const { websocketFrames, webhookPosts } = readLedgerCounters(ledger)
    return websocketFrames + webhookPosts
  }
  await drain({ clock, received, missing: () => outstanding(readLedger(ledger)), signal })
}

/** Instruments as every thread has them, which also keep each latency of a POST that is measured. */
function tapInstruments(window: MeasuredWindow): { readonly instruments: ThreadInstruments; posts(): PostSample[] } {
  const inner = createThreadInstruments(window)
  const byDue = new Map<number, { replyUs: number; serviceUs: number }>()
  const keep = (series: SourceSeries, dueUs: number, valueUs: number): void => {
    if (series !== 'ingress.reply' && series !== 'ingress.service') return
    if (dueUs < window.fromUs || dueUs >= window.toUs) return
    const sample = byDue.get(dueUs) ?? { replyUs: Number.NaN, serviceUs: Number.NaN }
    sample[series === 'ingress.reply' ? 'replyUs' : 'serviceUs'] = valueUs
    byDue.set(dueUs, sample)
  }
  return {
    instruments: {
      ...inner,
      latency(series, dueUs, valueUs) {
        keep(series, dueUs, valueUs)
        inner.latency(series, dueUs, valueUs)
      },
    },
    posts: () => [...byDue].map(([dueUs, sample]) => ({ dueUs, ...sample })).sort((a, b) => a.dueUs - b.dueUs),
  }
}

/** @throws Error when the run recorded no such series */
export function seriesOf({ series }: RunRecord, name: string): SeriesRecord {
  const found = series.find((one) => one.name === name)
  if (found === undefined || found.count === 0) throw new Error(`Cannot look at "${name}" as the run must have recorded it`)
  return found
}
