import { createBirpc } from 'birpc'
import { Worker } from 'node:worker_threads'
import type { ClockOrigin } from '../../simulators/timing/clock.ts'
import type { PacerBoard } from '../../simulators/timing/pacer-board.ts'
import { startPacerThread } from '../../simulators/timing/pacer-thread.ts'
import type {
  BridgeUrls,
  Duties,
  OpenedDuties,
  PacerKind,
  RunConstants,
  WorkerCalls,
  WorkerResult,
  WorkerSnapshot,
} from './protocol.ts'

/** The threads that make a run's load and watch what comes of it. The main thread only tells them what to do. */
export interface StartedCrew extends AsyncDisposable {
  open(): Promise<OpenedDuties>
  connect(urls: BridgeUrls): Promise<readonly string[]>
  /** Nodes that have a listener, over all threads. */
  audience(): Promise<number>
  go(origin: ClockOrigin): Promise<void>
  finished(): Promise<void>
  snapshots(): Promise<readonly WorkerSnapshot[]>
  halt(): Promise<void>
  close(): Promise<readonly WorkerResult[]>
  /** Rejects when a thread breaks; never resolves. */
  readonly broken: Promise<never>
}

interface Member {
  readonly calls: { [K in keyof WorkerCalls]: (...args: Parameters<WorkerCalls[K]>) => Promise<Awaited<ReturnType<WorkerCalls[K]>>> }
  readonly worker: Worker
}

/** What a thread is started with. */
export interface MemberData {
  readonly duties: Duties
  readonly constants: RunConstants
  /** Where a pacer thread wakes this one; undefined when it has to tick by itself. */
  readonly pacing: { readonly board: PacerBoard; readonly port: number } | undefined
}

/** Starts one thread for each set of duties, and one that wakes them. */
export function startCrew(duties: readonly Duties[], constants: RunConstants, pacer: PacerKind = 'thread'): StartedCrew {
  const pacing = pacer === 'thread' && CAN_WAIT ? startPacerThread(duties.length) : undefined
  let fail: (error: Error) => void = () => {}
  const broken = new Promise<never>((_, reject) => {
    fail = reject
  })
  // Whoever waits for something else races against it.
  broken.catch(() => {})
  pacing?.broken.catch(fail)
  const members = duties.map((duty, port) =>
    startMember({ duties: duty, constants, pacing: pacing && { board: pacing.board, port } }, fail),
  )
  const all = <T>(call: (member: Member) => Promise<T>): Promise<T[]> =>
    Promise.race([Promise.all(members.map(call)), broken])
  let disposal: Promise<unknown> | undefined

  return {
    broken,
    async open() {
      const opened = await all(({ calls }) => calls.open())
      // In the order of their indexes, whichever thread has them.
      return {
        nodes: opened.flatMap(({ nodes }) => nodes).sort((a, b) => a.source - b.source),
        sinks: opened.flatMap(({ sinks }) => sinks).sort((a, b) => a.receiver - b.receiver),
      }
    },
    connect: async (urls) => (await all(({ calls }) => calls.connect(urls))).flat(),
    audience: async () => (await all(({ calls }) => calls.audience())).reduce((sum, count) => sum + count, 0),
    go: async (origin) => void (await all(({ calls }) => calls.go(origin))),
    finished: async () => void (await all(({ calls }) => calls.finished())),
    snapshots: () => all(({ calls }) => calls.snapshot()),
    halt: async () => void (await all(({ calls }) => calls.halt())),
    close: () => all(({ calls }) => calls.close()),
    [Symbol.asyncDispose]: async () => {
      const threads = members.map(({ worker }) => worker.terminate())
      await (disposal ??= Promise.all([...threads, pacing?.[Symbol.asyncDispose]()]))
    },
  }
}

/** An engine without it leaves the threads to their timers. */
const CAN_WAIT = typeof Atomics.waitAsync === 'function'

function startMember(data: MemberData, fail: (error: Error) => void): Member {
  const worker = new Worker(new URL('./worker-boot.mjs', import.meta.url), {
    workerData: { entry: new URL('./worker-main.ts', import.meta.url).href, ...data },
  })
  worker.on('error', (cause) => fail(new Error(`Cannot go on as worker "${data.duties.name}" broke: ${cause.message}`, { cause })))
  const calls = createBirpc<WorkerCalls>(
    {},
    {
      post: (message: unknown) => worker.postMessage(message),
      on: (take) => worker.on('message', take),
      timeout: -1,
    },
  )
  return { calls, worker }
}
