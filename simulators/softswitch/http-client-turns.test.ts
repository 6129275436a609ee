import { setImmediate as endOfTurn } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { type Connect, connectTcp } from './connect.ts'
import { clock, errorOf, openClient, post } from './testing/open-client.ts'
import { NO_CONTENT, startRawServer } from './testing/raw-server.ts'

describe('createHttpClient()', () => {
  test('createHttpClient() says once, at the end of the turn, that a free connection took a request', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    await using client = openClient(server.url)
    await post(client)
    let written = 0
    const settled = new Promise<void>((resolve) => {
      client.post('a=1', clock.nowUs(), { written: () => void written++, settled: () => resolve() })
    })
    expect(written).toBe(0)
    await endOfTurn()
    expect(written).toBe(1)
    await settled
    expect(written).toBe(1)
  })

  test('createHttpClient() takes no reply for that of a request which it has not written yet', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    let receive: (bytes: Buffer) => void = () => {}
    const connect: Connect = (options) => {
      receive = options.onData
      return connectTcp(options)
    }
    await using client = openClient(server.url, { connect })
    await post(client)
    const settled = post(client)
    receive(Buffer.from(NO_CONTENT))
    expect(errorOf(await settled)).toBe('Cannot reuse a connection as a reply came without a request')
    expect((await settled).written).toBe(false)
    await endOfTurn()
    expect(server.requests.length).toBe(1)
  })

  test('createHttpClient() does not write what it is disposed of before the end of the turn', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    const client = openClient(server.url)
    await post(client)
    const settled = post(client)
    await client[Symbol.asyncDispose]()
    expect(await settled).toMatchObject({ outcome: { kind: 'aborted' }, written: false })
    await vi.waitFor(() => expect(server.open).toBe(0))
    expect(server.requests.length).toBe(1)
  })
})
