import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

const PAYLOAD = Buffer.alloc(256, 'e')

/**
 * Round trips of 256 octets to a server of our own that sends them back, in milliseconds: what any measurement of this
 * process contains besides the bridge.
 */
export async function measureEcho(host: string, count: number): Promise<readonly number[]> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy())
    socket.pipe(socket)
  })
  server.listen(0, host)
  await once(server, 'listening')
  const socket = connect({ host, port: (server.address() as AddressInfo).port, noDelay: true })
  try {
    await once(socket, 'connect')
    const trips: number[] = []
    for (let trip = 0; trip < count; trip++) {
      const sentAt = performance.now()
      socket.write(PAYLOAD)
      for (let received = 0; received < PAYLOAD.length; ) {
        const [octets] = (await once(socket, 'data')) as [Buffer]
        received += octets.length
      }
      trips.push(performance.now() - sentAt)
    }
    return trips
  } finally {
    socket.destroy()
    server.close()
  }
}
