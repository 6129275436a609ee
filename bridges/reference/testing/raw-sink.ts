import { createServer, type Socket } from 'node:net'

export type SinkRequest = {
  readonly connection: number
  readonly head: string
  readonly body: string
  readonly socket: Socket
}

export type RawSink = AsyncDisposable & {
  readonly port: number
  /** Fully read requests in order of arrival. */
  readonly requests: SinkRequest[]
  readonly connections: () => number
  readonly openConnections: () => number
}

export const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'

/** An HTTP server that reads requests strictly and answers with exactly the octets it is told to. */
export const startRawSink = async (
  respond: (request: SinkRequest) => void,
  onConnect: (socket: Socket) => void = () => {},
): Promise<RawSink> => {
  const requests: SinkRequest[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    const connection = (connections += 1)
    sockets.add(socket)
    let rest = ''
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      for (;;) {
        const end = rest.indexOf('\r\n\r\n')
        const length = Number(/^content-length: (\d+)$/im.exec(rest.slice(0, end))?.[1] ?? 0)
        if (end === -1 || rest.length < end + 4 + length) return
        const request = { connection, head: rest.slice(0, end), body: rest.slice(end + 4, end + 4 + length), socket }
        rest = rest.slice(end + 4 + length)
        requests.push(request)
        respond(request)
      }
    })
    onConnect(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    requests,
    connections: () => connections,
    openConnections: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
