/** The other process of the websocket bench: writes the same frames to whoever connects. */
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { pathToFileURL } from 'node:url'
import { WebSocketServer } from 'ws'
import { sampleJson } from '../../harness/ledger/fixtures.ts'
import type { Milestone } from '../../simulators/traffic/identity.ts'

const script: readonly Milestone[] = ['start', 'route', 'answer', 'end']
const slots = 100_000

/** What is sent: every step of every slot once, slots in an order that no cache foresees. */
export const FRAME_PLAN = { runId: 0x4a5b6c7d, slots, script, frames: slots * script.length }

/** Coprime to the number of slots. */
const STRIDE = 7919
const FRAMES_PER_WRITE = 200

function renderFrames(): Buffer[] {
  const writes: Buffer[] = []
  let some: Buffer[] = []
  for (const milestone of script) {
    for (let i = 0; i < slots; i++) {
      const slot = (i * STRIDE) % slots
      const payload = sampleJson({
        runId: FRAME_PLAN.runId,
        identity: { source: 0, number: slot, leg: 0, slot },
        milestone,
      })
      some.push(Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]), payload)
      if (some.length < 2 * FRAMES_PER_WRITE) continue
      writes.push(Buffer.concat(some))
      some = []
    }
  }
  return writes
}

async function serve(): Promise<void> {
  // First: a bench that ends while the frames are being made would leave this process behind.
  process.once('disconnect', () => process.exit())
  const writes = renderFrames()
  const write = async (socket: Socket, signal: AbortSignal): Promise<void> => {
    for (const octets of writes) if (!socket.write(octets)) await once(socket, 'drain', { signal })
  }
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (peer) => {
    const gone = new AbortController()
    peer.on('error', () => undefined).on('close', () => gone.abort())
    const { _socket: socket } = peer as unknown as { readonly _socket: Socket }
    write(socket, gone.signal).catch(() => socket.destroy())
  })
  await once(server, 'listening')
  process.send?.(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await serve()
