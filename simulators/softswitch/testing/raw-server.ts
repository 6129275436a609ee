import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** One request as it came over the wire. */
export interface RawRequest {
  readonly head: string
  readonly body: string
  readonly from: string
  /** Count of the connection that carried it, from 1. */
  readonly connection: number
}

export interface StartedRawServer extends AsyncDisposable {
  readonly port: number
  readonly url: string
  readonly requests: readonly RawRequest[]
  /** Connections that were accepted, and those that are still open. */
  readonly accepted: number
  readonly open: number
}

/** The reply of a server that has nothing to say. */
export const NO_CONTENT = 'HTTP/1.1 204 No Content\r\n\r\n'

/** An HTTP server whose answers are octets that a test writes, right or wrong: for tests only. */
export async function startRawServer(
  onRequest: (socket: Socket, request: RawRequest) => void,
): Promise<StartedRawServer> {
  const requests: RawRequest[] = []
  const sockets = new Set<Socket>()
  let accepted = 0
  const server = createServer((socket) => {
    const connection = ++accepted
    let text = ''
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (data) => {
      text += data.toString('latin1')
      for (let end = requestEnd(text); end >= 0; end = requestEnd(text)) {
        const at = text.indexOf('\r\n\r\n')
        const request = {
          head: text.slice(0, at),
          body: text.slice(at + 4, end),
          from: socket.remoteAddress ?? '',
          connection,
        }
        text = text.slice(end)
        requests.push(request)
        onRequest(socket, request)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}/events?authkey=secret`,
    requests,
    get accepted() {
      return accepted
    },
    get open() {
      return sockets.size
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Offset behind the first complete request; -1 without one. */
function requestEnd(text: string): number {
  const at = text.indexOf('\r\n\r\n')
  if (at < 0) return -1
  const length = Number(/\r\nContent-Length: ([0-9]+)/.exec(text.slice(0, at))?.[1] ?? 0)
  return at + 4 + length <= text.length ? at + 4 + length : -1
}
