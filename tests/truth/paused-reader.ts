import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createResourceStack } from '../../harness/lifecycle/resource-stack.ts'
import { waitUntil } from '../../harness/lifecycle/wait-until.ts'
import { toOutgoing } from '../../simulators/freeswitch/codec/fs-outgoing.ts'
import { eventType } from '../../simulators/freeswitch/events/event-types.ts'
import { createListener, type Listener } from '../../simulators/freeswitch/listener.ts'
import { socketTransport } from '../../simulators/freeswitch/server.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import { type TcpQueues, tcpQueues } from './tcp-queues.ts'

/** A listener of the simulated Event Socket whose client can stop reading, with all that lies between the two. */
export interface PausedReader extends AsyncDisposable {
  readonly listener: Listener
  /** Octets of each event's frame. */
  readonly frameOctets: number
  /** Fires so many events, all alike. */
  fire(count: number): void
  /** What lies between the two, once nothing moves. */
  settled(): Promise<OctetsBetween>
  /** Reads everything until so many octets of events have come. */
  read(octets: number): Promise<void>
  /** Octets of events that the client has read. */
  readonly octetsRead: number
}

/** Octets on their way: in the kernel's queues of the server and of the client, and those that Node still has. */
export interface OctetsBetween extends TcpQueues {
  readonly pending: number
  /** `writableLength`, which counts a buffer whole until the last octet of it is written. */
  readonly writable: number
}

const SUBCLASS = 'callstorm::truth'
/** About as long as an event of a call. */
const FILLER = 'x'.repeat(1700)
const WITHIN_MS = 10_000
/** Looks that must find the same, 20 ms apart. */
const STILL_LOOKS = 10
const PASSWORD = 'truth'
const SUBSCRIBED = 'Reply-Text: +OK event listener enabled plain\n\n'

/** Connects a client that subscribes and then reads nothing until it is told to. */
export async function startPausedReader(limits: { readonly queueLimit?: number }, signal: AbortSignal): Promise<PausedReader> {
  const stack = createResourceStack()
  const core = createSwitch({
    identity: { coreUuid: 'truth', hostname: 'truth', switchname: 'truth', ipv4: '127.0.0.1', ipv6: '::1' },
    epochUs: () => Date.now() * 1000,
  })
  const server = createServer({ allowHalfOpen: true, noDelay: true })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  stack.defer(() => void server.close())
  const { port } = server.address() as AddressInfo
  const reader = connectReader(port)
  stack.defer(() => void reader.socket.destroy())
  const [socket] = (await once(server, 'connection', { signal })) as [Socket]
  socket.on('error', () => socket.destroy())
  stack.defer(() => void socket.destroy())
  const listener = createListener(core, socketTransport(socket), { password: PASSWORD, users: [], ...limits })
  stack.defer(() => listener.abandon())
  socket.on('data', (octets) => listener.receive(octets))
  listener.start()
  reader.socket.write(`auth ${PASSWORD}\n\nevent plain CUSTOM ${SUBCLASS}\n\n`)
  await waitUntil('the reader is subscribed', () => reader.text().endsWith(SUBSCRIBED), { withinMs: WITHIN_MS, signal })
  const before = reader.octets()
  reader.socket.pause()

  const event = toOutgoing({
    type: eventType('CUSTOM'),
    subclass: SUBCLASS,
    headers: [
      ['Event-Name', 'CUSTOM'],
      ['Event-Subclass', SUBCLASS],
      ['Filler', FILLER],
    ],
    body: undefined,
  })
  const look = () => {
    const [own, peer] = [tcpQueues(port, reader.port()), tcpQueues(reader.port(), port)]
    return { pending: pendingOctets(socket), writable: socket.writableLength, tx: own.tx, rx: peer.rx }
  }
  return {
    listener,
    frameOctets: event.frameLimit('plain'),
    fire(count) {
      for (let i = 0; i < count; i++) core.fire(event)
      listener.flush()
    },
    async settled() {
      let last = ''
      let still = 0
      const isStill = (): boolean => {
        const now = JSON.stringify(look())
        still = now === last ? still + 1 : 0
        last = now
        return still >= STILL_LOOKS
      }
      await waitUntil('nothing moves', isStill, { withinMs: WITHIN_MS, signal })
      return look()
    },
    async read(octets) {
      reader.socket.resume()
      await waitUntil('the reader has everything', () => reader.octets() - before >= octets, { withinMs: WITHIN_MS, signal })
      reader.socket.pause()
    },
    get octetsRead() {
      return reader.octets() - before
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}

/**
 * Octets that Node has not handed to the kernel. Of the write under way only its handle knows how much is left; what
 * waits behind it is the rest of `writableLength`.
 */
function pendingOctets(socket: Socket): number {
  const { _handle, _writableState } = socket as Socket & {
    readonly _handle?: { readonly writeQueueSize: number }
    readonly _writableState: { readonly writing: boolean; readonly writelen: number }
  }
  const underWay = _writableState.writing ? _writableState.writelen : 0
  return socket.writableLength - underWay + (_handle?.writeQueueSize ?? 0)
}

const KEPT = 4096

/** A client that takes every read itself: when it is paused, nothing is read on behind its back. */
function connectReader(port: number) {
  let tail = ''
  let octets = 0
  const buffer = Buffer.alloc(1 << 16)
  const socket = connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer,
      callback(count) {
        octets += count
        tail = (tail + buffer.toString('latin1', 0, count)).slice(-KEPT)
        return true
      },
    },
  })
  socket.on('error', () => {})
  return { socket, text: () => tail, octets: () => octets, port: () => socket.localPort ?? 0 }
}
