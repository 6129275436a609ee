import { startFreeswitch, type StartedFreeswitch } from '../../simulators/freeswitch/index.ts'
import { startSoftswitch, type StartedSoftswitch } from '../../simulators/softswitch/index.ts'
import { createThreadPacer } from '../../simulators/timing/pacer-thread.ts'
import { createTickPacer } from '../../simulators/timing/pacer.ts'
import type { Example } from '../ledger/examples.ts'
import { attachSource, type SourceJournal } from '../ledger/source-journal.ts'
import { createResourceStack } from '../lifecycle/resource-stack.ts'
import { startThreadHealth, type StartedThreadHealth } from '../metrics/thread-health.ts'
import { startWebhookSink, type StartedWebhook } from '../probes/webhook-sink.ts'
import { startWebsocketSubscriber } from '../probes/websocket-subscriber.ts'
import type { MemberData } from './crew.ts'
import { createLateClock } from './late-clock.ts'
import type { WorkerCalls, WorkerSnapshot } from './protocol.ts'
import { createThreadInstruments } from './thread-instruments.ts'

/** Runs sources and probes in the present thread, as the calls of a run tell it to. */
export function createWorker({ duties, constants, pacing }: MemberData): WorkerCalls {
  const { workload, runId, clockMode, ledger, host } = constants
  const clock = createLateClock()
  const instruments = createThreadInstruments({
    fromUs: workload.warmupSeconds * 1e6,
    toUs: (workload.warmupSeconds + workload.durationSeconds) * 1e6,
  })
  const stack = createResourceStack()
  const journals: SourceJournal[] = []
  const subscribers: { examples(): readonly Example[] }[] = []
  const webhooks: StartedWebhook[] = []
  let health: StartedThreadHealth | undefined
  let freeswitch: StartedFreeswitch | undefined
  let softswitch: StartedSoftswitch | undefined

  const journalFor = (source: number): SourceJournal => {
    const journal = attachSource(ledger, source)
    journals.push(journal)
    return journal
  }
  const pacer = pacing ? createThreadPacer(pacing.board, pacing.port, clock) : createTickPacer()
  const traffic = { workload, runId, clock, pacer, journalFor, instruments }

  const snapshot = (): WorkerSnapshot => ({
    counters: { ...instruments.counters },
    p99Us: instruments.percentiles(99),
  })

  return {
    async open() {
      health = stack.use(await startThreadHealth())
      if (duties.nodes.length > 0) freeswitch = stack.use(await startFreeswitch({ ...traffic, nodes: duties.nodes, clockMode }))
      for (const { receivers, port } of duties.sinks) {
        const series = instruments.series('webhook.latency')
        const sink = stack.use(await startWebhookSink({ ledger, clock, series, receivers, host, port }))
        webhooks.push(...sink.webhooks)
      }
      return {
        nodes: duties.nodes.flatMap(({ source, password = '' }) => {
          const node = freeswitch?.nodes.find((started) => started.source === source)
          return node ? [{ source, host: node.host, port: node.port, password }] : []
        }),
        sinks: webhooks.map(({ receiver, url }) => ({ receiver, url })),
      }
    },

    async connect({ ingress, websocket }) {
      if (duties.machines.length > 0 && ingress !== undefined) {
        softswitch = stack.use(await startSoftswitch({ ...traffic, machines: duties.machines, url: ingress }))
      }
      if (websocket === undefined) return []
      const series = instruments.series('websocket.latency')
      const connections = await Promise.allSettled(
        duties.subscribers.map((receiver) => startWebsocketSubscriber(websocket, { ledger, clock, series, receiver })),
      )
      for (const connection of connections) {
        if (connection.status === 'fulfilled') subscribers.push(stack.use(connection.value))
      }
      return connections.flatMap((connection) => (connection.status === 'rejected' ? [messageOf(connection.reason)] : []))
    },

    audience: () => freeswitch?.nodes.filter(({ core }) => core.hasAudience).length ?? 0,

    go(origin) {
      clock.setOrigin(origin)
      const untilMeasuringMs = workload.warmupSeconds * 1000 - clock.nowUs() / 1000
      const timer = setTimeout(() => health?.begin(), untilMeasuringMs)
      stack.defer(() => clearTimeout(timer))
    },

    async finished() {
      await Promise.all([freeswitch?.finished, softswitch?.finished])
    },

    snapshot,

    async halt() {
      await softswitch?.[Symbol.asyncDispose]()
      await freeswitch?.[Symbol.asyncDispose]()
    },

    async close() {
      const measured = health?.read()
      await stack[Symbol.asyncDispose]()
      const probes = [...subscribers, ...webhooks]
      return {
        ...snapshot(),
        name: duties.name,
        series: instruments.read(),
        examples: [...journals, ...probes].map((book) => book.examples()),
        health: measured,
      }
    },
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
