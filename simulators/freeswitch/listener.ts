import { createCommandParser } from './codec/command-parser.ts'
import { createDelivery } from './listener-delivery.ts'
import { createListenerState } from './listener-state.ts'
import { createOutput } from './listener-output.ts'
import { disconnectNotice, GOODBYE, lingerNotice } from './listener-notice.ts'
import { executeCommand, replyFrame } from './commands/execute.ts'
import { toOutgoing } from './codec/fs-outgoing.ts'
import type { CommandResult, OutboundMode } from './commands/command.ts'
import type { HeaderStore } from './codec/header-store.ts'
import type { LogLine } from './log.ts'
import type { OutgoingEvent } from './events/outgoing.ts'
import type { ListenerOutput, OutputSink } from './listener-output.ts'
import type { SocketUser } from './listener-users.ts'
import type { SwitchCore, SwitchListener } from './switch-core.ts'

export interface ListenerOptions {
  readonly password: string
  readonly users: readonly SocketUser[]
  /** Set when the switch has connected to the client because of a call: nobody greets, and nobody logs in. */
  readonly outbound?: OutboundMode | undefined
  /** Octets that may wait in the socket before events go into the queue. @default 1 MiB */
  readonly socketBound?: number | undefined
  /** Entries of the event queue and of the log queue. @default 100,000 */
  readonly queueLimit?: number | undefined
  /** Losses in a row that the connection survives. @default 500 */
  readonly maxMissed?: number | undefined
  /** Puts something in front of the output, such as faults. */
  readonly alterOutput?: ((output: ListenerOutput) => ListenerOutput) | undefined
}

/** Where the octets go and how the connection ends. */
export interface ListenerTransport extends OutputSink {
  /** Ends the connection behind what has been written. */
  end(): void
}

export interface ListenerStats {
  /** Events written. */
  readonly sent: number
  /** Events that wait in the queue. */
  readonly queued: number
  /** Most events that ever waited. */
  readonly longestQueue: number
  /** Events lost because the queue was full. */
  readonly lost: number
  /** Whether the server ended the connection because of losses. */
  readonly killed: boolean
  /** Octets written. */
  readonly octets: number
}

/** One connection: takes octets of the client, events and log lines of the switch, and writes frames. */
export interface Listener extends SwitchListener {
  /** Greets the client and waits for its first command. */
  start(): void
  receive(chunk: Uint8Array): void
  /** The client has ended its side: what it sent is answered, then the connection ends. */
  receiveEnd(): void
  /** The connection is gone without an end. */
  abandon(): void
  readonly stats: ListenerStats
}

const GREETING = 'Content-Type: auth/request\n\n'
const DEFAULT_SOCKET_BOUND = 1 << 20
/** A client has this long for its first command, by a clock of whole seconds. */
const FIRST_COMMAND_SECONDS = 25

const nothing = (): void => undefined

export function createListener(core: SwitchCore, transport: ListenerTransport, options: ListenerOptions): Listener {
  const parser = createCommandParser()
  const jobs = new Set<Promise<void>>()
  let phase: 'open' | 'closing' | 'closed' = 'open'
  let isExecuting = false
  let hasInputEnded = false
  /** The answer to the first command of an outbound client is lost unless the command writes it itself. */
  let isAnswerLost = options.outbound !== undefined
  let killed = false
  let notice = GOODBYE
  let cancelFirstCommandTimer = nothing
  let cancelLingerTimer = nothing
  let isLingering = false
  let isLingerOver = false

  const plain = createOutput(transport, options.socketBound ?? DEFAULT_SOCKET_BOUND, () => {
    if (phase === 'open') delivery.drain()
  })
  const output = options.alterOutput?.(plain) ?? plain
  const state = createListenerState(options, {
    dropEvents: () => delivery.dropEvents(),
    dropLogs: () => delivery.dropLogs(),
    divert: (event) => {
      if (phase === 'open') delivery.take(toOutgoing(event))
    },
    holdOpen,
    onLinger,
    onCallEnd,
  })
  const delivery = createDelivery({
    state,
    output,
    queueLimit: options.queueLimit,
    maxMissed: options.maxMissed,
    isHeldBack: () => isExecuting || parser.hasPartial,
    onKilled,
    log: core.log,
  })
  const detach = core.attach({
    offer,
    offerLog,
    get hasEvents() {
      return state.subscriptions.active
    },
    flush: output.flush,
    disconnect: close,
  })

  function offer(event: OutgoingEvent): boolean {
    return phase === 'open' && !isDeaf() && state.wants(event) && delivery.take(event)
  }

  /** A client that is served by the thread of its call hears nothing of the call's end but in the middle of a command. */
  function isDeaf(): boolean {
    const { outbound } = options
    return outbound !== undefined && !outbound.isAsync && !isExecuting && outbound.isDown()
  }

  function offerLog(line: LogLine, frame: string): void {
    if (phase === 'open' && state.logLevel !== undefined && line.level <= state.logLevel) delivery.takeLog(frame)
  }

  /** Runs the commands that are complete, one after the other, and then lets events through. */
  function pump(): void {
    while (phase === 'open' && !isExecuting) {
      const packet = parser.next()
      if (packet === undefined) break
      cancelFirstCommandTimer()
      if (packet.kind === 'bad-length') close(GOODBYE)
      else execute(packet.event)
    }
    if (phase !== 'open' || isExecuting) return
    if (hasInputEnded) close(GOODBYE)
    else delivery.drain()
  }

  /** A command that takes its time holds back the next one and all events. */
  function execute(packet: HeaderStore): void {
    isExecuting = true
    const result = executeCommand(core, state, packet)
    if (!(result instanceof Promise)) return answer(result)
    void result.then((late) => {
      answer(late)
      pump()
    })
  }

  function answer({ reply, ends, afterwards }: CommandResult): void {
    isExecuting = false
    if (phase !== 'open') return
    if (reply.kind === 'text' && !isAnswerLost) output.write(replyFrame(reply.text))
    else if (reply.kind === 'frame') output.write(reply.frame)
    isAnswerLost = false
    afterwards?.()
    if (ends === true || isLingerOver) close(GOODBYE)
  }

  function holdOpen(job: Promise<void>): void {
    jobs.add(job)
    void job.finally(() => {
      jobs.delete(job)
      if (phase === 'closing' && jobs.size === 0) finish()
    })
  }

  /** A time set too late overwrites the deadline, which is then long past; without a time there is none any more. */
  function onLinger(seconds: number | undefined): void {
    if (!isLingering || seconds === undefined) return
    if (seconds === -1) cancelLingerTimer()
    else isLingerOver = true
  }

  function onCallEnd(): void {
    const { session, lingerSeconds } = state
    if (phase !== 'open' || session === undefined) return
    if (lingerSeconds === undefined) return close(GOODBYE)
    isLingering = true
    output.write(lingerNotice(session, lingerSeconds))
    if (lingerSeconds === -1) return
    cancelLingerTimer = core.timers.after(Math.max(0, lingerSeconds + 1) * 1000, () => close(GOODBYE))
  }

  function onKilled(reason: string): void {
    killed = true
    notice = reason
    delivery.cutNext()
    finish()
  }

  /** No more commands and events; the end waits for the jobs of the connection. */
  function close(reason: string): void {
    if (phase !== 'open') return
    phase = 'closing'
    notice = reason
    output.flush()
    if (jobs.size === 0) finish()
  }

  function finish(): void {
    if (phase === 'closed') return
    output.write(disconnectNotice(notice, state.session))
    output.flush()
    leave()
    transport.end()
  }

  function leave(): void {
    phase = 'closed'
    detach()
    cancelFirstCommandTimer()
    cancelLingerTimer()
    state.release()
    delivery.dropEvents()
    delivery.dropLogs()
  }

  return {
    start() {
      if (options.outbound === undefined) output.write(GREETING)
      else {
        state.authenticated = true
        state.control(options.outbound.session)
      }
      const intoSecond = Math.floor(core.epochUs() / 1000) % 1000
      cancelFirstCommandTimer = core.timers.after(FIRST_COMMAND_SECONDS * 1000 - intoSecond, () => {
        if (!parser.awaitsBody) close(GOODBYE)
      })
    },
    receive(chunk) {
      if (phase !== 'open') return
      parser.append(chunk)
      pump()
    },
    receiveEnd() {
      hasInputEnded = true
      pump()
    },
    abandon() {
      if (phase !== 'closed') leave()
    },
    offer,
    offerLog,
    get hasEvents() {
      return state.subscriptions.active
    },
    flush: output.flush,
    disconnect: close,
    get stats() {
      const { sent, queued, longestQueue, lost } = delivery
      return { sent, queued, longestQueue, lost, killed, octets: output.octets }
    },
  }
}
