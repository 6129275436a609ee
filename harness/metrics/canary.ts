import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { Histogram } from './histogram.ts'

/** Time that the echo is held back, milliseconds. */
const HOLD_MS = 5
const EVERY_MS = 50

/** A running canary. */
export interface StartedCanary extends AsyncDisposable {
  /** Forgets what was measured so far. */
  begin(): void
  /** Round trips since then, microseconds. */
  readonly roundTrips: Histogram
}

/**
 * Sends an octet over loopback twenty times a second to a server of its own in this thread, which holds it for 5 ms.
 * Nothing in this round trip can be slow but the thread itself: when it is late, so are its stamps of what it receives.
 */
export async function startCanary(): Promise<StartedCanary> {
  const roundTrips = new Histogram()
  const server = createServer((peer) => {
    peer.setNoDelay(true).on('error', () => undefined)
    peer.on('data', (octets) => setTimeout(() => peer.destroyed || peer.write(octets), HOLD_MS))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  server.unref()
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    .setNoDelay(true)
    .unref()
  await once(socket, 'connect')
  const stop = chirp(socket, roundTrips)
  return {
    roundTrips,
    begin: () => roundTrips.clear(),
    async [Symbol.asyncDispose]() {
      stop()
      socket.destroy()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Round trips begin when they are due: a thread that is held up sends them late as well. */
function chirp(socket: Socket, roundTrips: Histogram): () => void {
  const due: number[] = []
  let nextMs = performance.now() + EVERY_MS
  let timer: NodeJS.Timeout
  const wait = (): void => {
    timer = setTimeout(send, nextMs - performance.now()).unref()
  }
  const send = (): void => {
    for (; nextMs <= performance.now(); nextMs += EVERY_MS) {
      due.push(nextMs)
      socket.write('.')
    }
    wait()
  }
  wait()
  socket.on('error', () => undefined)
  socket.on('data', (octets: Buffer) => {
    for (const at of due.splice(0, octets.length)) roundTrips.record(Math.round((performance.now() - at) * 1000))
  })
  return () => clearTimeout(timer)
}
