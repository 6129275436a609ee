import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startWire, type StartedWire } from './wire.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]()
})

/** A far side that greets and echoes, and a near side that collects. */
async function joined(): Promise<{ wire: StartedWire; dial: () => { socket: Socket; text: () => string } }> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.write('hello ')
    socket.pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const wire = await startWire({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
  open.push({ [Symbol.asyncDispose]: async () => void server.close() }, wire)
  const dial = () => {
    const socket = connect(wire.port, wire.host)
    let received = ''
    socket.on('error', () => socket.destroy())
    socket.on('data', (octets) => {
      received += octets.toString('latin1')
    })
    open.push({ [Symbol.asyncDispose]: async () => void socket.destroy() })
    return { socket, text: () => received }
  }
  return { wire, dial }
}

describe('startWire()', () => {
  it('passes octets in both directions and keeps them as evidence', async () => {
    const { wire, dial } = await joined()
    const near = dial()
    near.socket.write('ping')
    await vi.waitUntil(() => near.text() === 'hello ping')
    expect(wire.connections[0]?.sent.toString()).toBe('hello ping')
    expect(wire.connections[0]?.received.toString()).toBe('ping')
  })

  it('loses nothing when it splits every octet', async () => {
    const { wire, dial } = await joined()
    wire.setMode({ kind: 'split', octets: 1 })
    const near = dial()
    near.socket.write('split me')
    await vi.waitUntil(() => near.text() === 'hello split me')
  })

  it('keeps octets back while stalled and releases them in order', async () => {
    const { wire, dial } = await joined()
    const near = dial()
    await vi.waitUntil(() => near.text() === 'hello ')
    wire.setMode({ kind: 'stall' })
    near.socket.write('late')
    wire.connections[0]?.inject(Buffer.from('injected '))
    await vi.waitUntil(() => near.text() === 'hello injected ')
    wire.setMode({ kind: 'pass' })
    await vi.waitUntil(() => near.text() === 'hello injected late')
  })

  it('resets a connection that it refuses and counts the attempt', async () => {
    const { wire, dial } = await joined()
    wire.refuse()
    const near = dial()
    await vi.waitUntil(() => near.socket.closed)
    expect(near.text()).toBe('')
    expect(wire.attempts).toHaveLength(1)
    expect(wire.connections).toHaveLength(0)
  })

  it('tells a reset by the near side from its orderly end', async () => {
    const { wire, dial } = await joined()
    const first = dial()
    await vi.waitUntil(() => first.text() === 'hello ')
    first.socket.resetAndDestroy()
    await vi.waitUntil(() => wire.connections[0]?.end === 'reset')
    const second = dial()
    await vi.waitUntil(() => second.text() === 'hello ')
    second.socket.end()
    await vi.waitUntil(() => wire.connections[1]?.end === 'finished')
  })
})
