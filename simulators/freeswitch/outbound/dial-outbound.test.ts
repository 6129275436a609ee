import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createCalls } from '../calls/create-calls.ts'
import { testSwitch } from '../listener-fixture.ts'
import { NODE_TIMERS } from '../switch.ts'
import { dialOutbound } from './dial-outbound.ts'

/** A client that waits for a call. */
async function startClient() {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const connected = once(server, 'connection') as Promise<[Socket]>
  return {
    port,
    connected: connected.then(([socket]) => socket),
    [Symbol.asyncDispose]: async () => {
      server.close()
      await connected.then(([socket]) => socket.destroy())
    },
  }
}

async function read(socket: Socket, until: string): Promise<string> {
  let text = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (text.includes(until)) break
  }
  return text
}

describe('dialOutbound()', () => {
  test('connects a call to a client, which controls it until the caller hangs up', async () => {
    await using client = await startClient()
    using calls = createCalls(testSwitch({ timers: NODE_TIMERS }))
    const phone = dialOutbound(calls, { host: '127.0.0.1', port: client.port })
    const socket = await client.connected
    socket.write('connect\n\n')
    expect(await read(socket, 'Control: full\n\n')).toContain('Caller-Destination-Number: 9204\n')
    socket.write('myevents\n\nsendmsg\ncall-command: execute\nexecute-app-name: answer\n\n')
    expect(await read(socket, 'CHANNEL_EXECUTE_COMPLETE')).toContain('Event-Name: CHANNEL_ANSWER\n')
    phone.hangUp()
    expect(await read(socket, 'cluecon.com')).toContain('Content-Disposition: disconnect')
  })

  test('ends the call of a client that goes', async () => {
    await using client = await startClient()
    using calls = createCalls(testSwitch({ timers: NODE_TIMERS }))
    dialOutbound(calls, { host: '127.0.0.1', port: client.port, isAsync: false, isFull: false })
    const socket = await client.connected
    socket.end('exit\n\n')
    // The answer to a first command is lost.
    expect(await read(socket, 'cluecon.com')).toMatch(/^Content-Type: text\/disconnect-notice\n/)
    await expect.poll(() => calls.legs.size).toBe(0)
  })

  test('ends the call when nobody waits for it', async () => {
    using calls = createCalls(testSwitch({ timers: NODE_TIMERS }))
    dialOutbound(calls, { host: '127.0.0.1', port: 1 })
    await expect.poll(() => calls.legs.size).toBe(0)
  })
})
