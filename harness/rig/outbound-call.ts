import { connect, type Socket } from 'node:net'
import type { FsEvent } from '../../simulators/freeswitch/codec/event.ts'
import { nodeIdentity } from '../../simulators/freeswitch/source-node.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import type { SwitchCore } from '../../simulators/freeswitch/switch-core.ts'
import { waitUntil } from '../lifecycle/wait-until.ts'
import type { Endpoint } from '../target/wiring.ts'
import { commandsOf, type EslCommand } from './esl-commands.ts'
import { createLeg, hangupComplete, type Leg } from './esl-call-events.ts'
import { eventFrame, frame } from './esl-frames.ts'
import type { EslValues } from './esl-values.ts'
import type { Input } from './input.ts'
import type { Journal, Tap } from './journal.ts'
import { controlCall, type OutboundControl } from './outbound-control.ts'
import { OVERHEAD } from './room.ts'
import type { Piece } from './wire-connection.ts'

/** How a dialplan's socket application is configured: without `full`, most commands are not there. */
export type SocketMode = 'full' | 'restricted'

/** A call that a FreeSWITCH node brings to the bridge by an outbound socket. The node is silent until it is spoken to. */
export interface OutboundCall extends Disposable {
  readonly leg: Leg
  readonly openedAt: number
  /** What the bridge sent so far. */
  readonly commands: readonly EslCommand[]
  /** How the connection ended; undefined while it is open. */
  readonly end: 'finished' | 'reset' | undefined
  readonly endedAt: number | undefined
  /** Whether the bridge asked for it (`linger`), which makes the server keep the socket after the hang-up. */
  readonly lingers: boolean
  /** Writes events or octets whether they were asked for or not. */
  send(...parts: readonly (FsEvent | Uint8Array)[]): void
  /** These events happen on the switch: the bridge gets those that it has asked for. */
  fire(...events: readonly FsEvent[]): void
  /** The caller hangs up: these events happen, and then comes the notice. */
  hangUp(...events: readonly FsEvent[]): void
  /** Sends the notice that ends or lingers, as recorded. */
  notice(disposition: 'disconnect' | 'linger'): void
  finish(): void
  reset(): void
  /** Waits for the bridge's first command that begins so. */
  commanded(word: string, withinMs: number): Promise<boolean>
  ended(withinMs: number): Promise<boolean>
}

export interface DialOptions {
  /** @default a new leg */
  readonly leg?: Leg
  /** @default 'full' */
  readonly mode?: SocketMode
  /** Whether the simulated switch answers commands; else the caller answers. @default true */
  readonly answers?: boolean
}

/** FreeSWITCH nodes that bring calls to the bridge. */
export interface Outbound extends Input, Disposable {
  /** Every call that was brought, oldest first. */
  readonly calls: readonly OutboundCall[]
  dial(options?: DialOptions): OutboundCall
}

export function createOutbound(endpoint: Endpoint, journal: Journal, values: () => EslValues): Outbound {
  const calls: Call[] = []
  const core = createSwitch({ identity: nodeIdentity('outbound', { source: 0 }) })
  const dial = (options: DialOptions = {}): OutboundCall => {
    const call = new Call(core, connect({ host: endpoint.host, port: endpoint.port, noDelay: true }), options.leg ?? createLeg(values()), options, journal.tap(`outbound #${calls.length + 1}`))
    calls.push(call)
    return call
  }
  return {
    name: 'esl-outbound',
    markYields: ['call/route', 'call/answer', 'call/end'],
    calls,
    dial,
    ready: () => Promise.resolve(true),
    /** A whole call, so that nothing of it is left: its start is the mark. */
    mark: async (...uniqueids) => {
      for (const uniqueid of uniqueids) {
        const call = dial({ leg: createLeg(values(), { uniqueid }) })
        await call.commanded('connect', 5000)
        call.hangUp(hangupComplete(call.leg))
      }
    },
    [Symbol.dispose]: () => {
      for (const call of calls) call[Symbol.dispose]()
    },
  }
}

/** Commands for one call, octets: far more than anyone needs. */
const RECEIVED_LIMIT = 2 ** 18

class Call implements OutboundCall {
  readonly leg: Leg
  readonly openedAt = performance.now()
  readonly receivedPieces: Piece[] = []
  readonly #socket: Socket
  readonly #options: DialOptions
  readonly #tap: Tap
  readonly #control: OutboundControl | undefined
  #end: 'finished' | 'reset' | undefined
  #endedAt: number | undefined

  constructor(core: SwitchCore, socket: Socket, leg: Leg, options: DialOptions, tap: Tap) {
    this.leg = leg
    this.#socket = socket
    this.#options = options
    this.#tap = tap
    this.#control =
      (options.answers ?? true)
        ? controlCall({ core, leg, isFull: options.mode !== 'restricted', socket, onWrite: (octets) => tap.toBridge(octets) })
        : undefined
    socket.on('data', (octets: Buffer) => {
      tap.fromBridge(octets)
      // Every command that came is read again with each piece.
      if (socket.bytesRead > RECEIVED_LIMIT || !tap.room.take(octets.length + OVERHEAD)) return this.reset()
      this.receivedPieces.push({ at: performance.now(), octets })
      this.#control?.receive(octets)
    })
    socket.on('end', () => {
      this.#end ??= 'finished'
      this.#control?.receiveEnd()
    })
    socket.on('error', () => {
      this.#end ??= 'reset'
    })
    socket.on('close', () => {
      this.#end ??= 'finished'
      this.#endedAt = performance.now()
      this.#control?.abandon()
    })
  }

  get commands(): readonly EslCommand[] {
    return commandsOf(this)
  }
  get end(): 'finished' | 'reset' | undefined {
    return this.#end
  }
  get endedAt(): number | undefined {
    return this.#endedAt
  }
  get lingers(): boolean {
    return this.#options.mode !== 'restricted' && this.commands.some(({ line }) => line.startsWith('linger'))
  }
  send(...parts: readonly (FsEvent | Uint8Array)[]): void {
    this.#write(Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : eventFrame(part)))))
  }
  notice(disposition: 'disconnect' | 'linger'): void {
    const text = disposition === 'disconnect' ? 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n' : 'Socket closed.\n'
    const linger: [string, string][] = disposition === 'linger' ? [['Channel-Name', 'sofia/external/1000@127.0.0.1'], ['Linger-Time', '-1']] : []
    this.send(frame([['Content-Type', 'text/disconnect-notice'], ['Controlled-Session-UUID', this.leg.uniqueid], ['Content-Disposition', disposition], ...linger], text))
  }
  fire(...events: readonly FsEvent[]): void {
    this.#control?.fire(events)
  }
  hangUp(...events: readonly FsEvent[]): void {
    this.fire(...events)
    this.#control?.endCall()
  }
  finish(): void {
    this.#socket.end()
  }
  reset(): void {
    this.#socket.resetAndDestroy()
  }
  commanded(word: string, withinMs: number): Promise<boolean> {
    return inTime(() => this.commands.some(({ line }) => line.startsWith(word)), withinMs)
  }
  ended(withinMs: number): Promise<boolean> {
    return inTime(() => this.#end !== undefined, withinMs)
  }
  [Symbol.dispose](): void {
    this.#socket.destroy()
  }

  #write(octets: Buffer): void {
    if (this.#socket.destroyed) return
    this.#tap.toBridge(octets)
    this.#socket.write(octets)
  }
}

async function inTime(condition: () => boolean, withinMs: number): Promise<boolean> {
  try {
    return await waitUntil('the bridge acts', condition, { withinMs, everyMs: 5 })
  } catch {
    return false
  }
}
