import { startFreeswitch, type StartedFreeswitch } from '../../simulators/freeswitch/index.ts'
import { startSoftswitch, type StartedSoftswitch } from '../../simulators/softswitch/index.ts'
import { createThreadPacer } from '../../simulators/timing/pacer-thread.ts'
import type { Journal } from '../../simulators/traffic/journal.ts'
import { createTickPacer } from '../../simulators/timing/pacer.ts'
import { attachSource, type SourceJournal } from '../ledger/source-journal.ts'
import { createResourceStack } from '../lifecycle/resource-stack.ts'
import { measuredWindow } from '../metrics/series-recorder.ts'
import { startThreadHealth, type StartedThreadHealth } from '../metrics/thread-health.ts'
import { startWebhookSink, type StartedWebhook } from '../probes/webhook-sink.ts'
import { createLinkJournal, type EslLink, type LinkJournal, startEslLink } from './esl-link.ts'
import { scheduleFaults } from './faults.ts'
import type { MemberData } from './crew.ts'
import { createLateClock } from './late-clock.ts'
import { watchMapping } from './mapping-watch.ts'
import type { OpenedDuties, WorkerCalls, WorkerSnapshot } from './protocol.ts'
import { createSocketFaults, type SocketFaults } from './socket-faults.ts'
import { createSubscribers } from './subscribers.ts'
import { createThreadInstruments, type ThreadInstruments } from './thread-instruments.ts'

/**
 * Runs sources and probes in the present thread, as the calls of a run tell it to.
 * @param instruments what it measures by; recorders and counters of its own unless somebody listens in
 */
export function createWorker(
  { duties, constants, pacing }: MemberData,
  instruments: ThreadInstruments = createThreadInstruments(measuredWindow(constants.workload)),
): WorkerCalls {
  const { workload, runId, clockMode, faults, queueLimit, ledger, host } = constants
  const clock = createLateClock()
  const stack = createResourceStack()
  const mapping = constants.mapping && watchMapping(constants.mapping)
  const journals: SourceJournal[] = []
  /** By source: nodes whose link to the bridge can fail. */
  const links = new Map<number, EslLink>()
  const linkJournals = new Map<number, LinkJournal>()
  const sockets: SocketFaults[] = []
  const subscribers = createSubscribers({ receivers: duties.subscribers, ledger, clock, instruments, mapping: mapping?.websocket })
  const webhooks: StartedWebhook[] = []
  let health: StartedThreadHealth | undefined
  let freeswitch: StartedFreeswitch | undefined
  let softswitch: StartedSoftswitch | undefined

  const journalFor = (source: number): Journal => {
    const journal = attachSource(ledger, source)
    journals.push(journal)
    if (!canFail(source) && !canStrike(source)) return journal
    const linkJournal = createLinkJournal(journal)
    linkJournals.set(source, linkJournal)
    return linkJournal
  }
  const canFail = (source: number): boolean => faults.some((fault) => fault.kind === 'esl-link' && source < fault.nodes)
  const canStrike = (source: number): boolean => faults.some((fault) => fault.kind === 'event-socket' && source < fault.nodes)
  const pacer = pacing ? createThreadPacer(pacing.board, pacing.port, clock) : createTickPacer()
  const traffic = { workload, runId, clock, pacer, journalFor, instruments }

  const replay = constants.trace && workload.trace && { ...workload.trace, trace: constants.trace }

  const snapshot = (): WorkerSnapshot => ({
    counters: { ...instruments.counters },
    fresh: instruments.fresh(),
  })

  /** Nodes whose link can fail stand behind it: it takes their place at their port. */
  const openNodes = async (): Promise<OpenedDuties['nodes']> => {
    if (duties.nodes.length === 0) return []
    const specs = duties.nodes.map((spec) => (canFail(spec.source) ? { ...spec, listenPort: 0 } : spec))
    const canAnyStrike = faults.some(({ kind }) => kind === 'event-socket')
    freeswitch = stack.use(
      await startFreeswitch({ ...traffic, nodes: specs, clockMode, replay, limits: { queueLimit }, ...(canAnyStrike && { faults: [] }) }),
    )
    const series = faults.some(({ kind }) => kind === 'esl-link') ? instruments.series('esl.recovery') : undefined
    for (const node of freeswitch.nodes) {
      const journal = linkJournals.get(node.source)
      const port = duties.nodes.find(({ source }) => source === node.source)?.listenPort ?? 0
      if (journal && canStrike(node.source)) sockets.push(stack.use(createSocketFaults({ node, journal })))
      if (journal && series && canFail(node.source)) links.set(node.source, stack.use(await startEslLink({ node, journal, clock, series, host, port })))
    }
    return freeswitch.nodes.map((node) => {
      const door = links.get(node.source) ?? node
      const { password = '' } = duties.nodes.find(({ source }) => source === node.source) ?? {}
      return { source: node.source, host: door.host, port: door.port, password }
    })
  }

  return {
    async open() {
      health = stack.use(await startThreadHealth())
      const nodes = await openNodes()
      for (const { receivers, port } of duties.sinks) {
        const series = instruments.series('webhook.latency')
        const sink = stack.use(await startWebhookSink({ ledger, clock, series, receivers, host, port, ...(mapping && { mapping: mapping.webhook, format: constants.mapping?.webhook ?? 'form' }) }))
        webhooks.push(...sink.webhooks)
      }
      return {
        nodes,
        sinks: webhooks.map(({ receiver, url }) => ({ receiver, url })),
      }
    },

    async connect({ ingress, websocket }) {
      if (duties.machines.length > 0 && ingress !== undefined) {
        softswitch = stack.use(await startSoftswitch({ ...traffic, machines: duties.machines, url: ingress }))
      }
      if (websocket === undefined) return []
      stack.use(subscribers)
      return await subscribers.connect(websocket)
    },

    audience: () => freeswitch?.nodes.filter(({ core }) => core.hasAudience).length ?? 0,

    go(origin) {
      clock.setOrigin(origin)
      const untilMeasuringMs = workload.warmupSeconds * 1000 - clock.nowUs() / 1000
      const timer = setTimeout(() => health?.begin(), untilMeasuringMs)
      stack.defer(() => clearTimeout(timer))
      const measuredFromUs = workload.warmupSeconds * 1e6
      const stage = { clock, measuredFromUs, subscriberCount: workload.subscribers, webhooks, subscribers, links: [...links.values()], sockets }
      stack.use(scheduleFaults(faults, stage))
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
      return {
        counters: { ...instruments.counters },
        name: duties.name,
        series: instruments.read(),
        examples: [...[...journals, ...webhooks].map((book) => book.examples()), ...subscribers.examples()],
        health: measured,
        mappingProblem: mapping?.problem(),
      }
    },
  }
}
