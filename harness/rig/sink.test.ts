import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startSink, type SinkBehaviour, type StartedSink } from './sink.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]()
})

interface Client {
  readonly socket: Socket
  readonly reply: () => string
  readonly end: () => string | undefined
}

async function sinkThat(behaviour?: SinkBehaviour): Promise<{ sink: StartedSink; dial: () => Client }> {
  const sink = await startSink()
  if (behaviour) sink.behave(behaviour)
  open.push(sink)
  const dial = () => {
    const { hostname, port } = new URL(sink.url)
    const socket = connect(Number(port), hostname)
    let reply = ''
    let end: string | undefined
    socket.on('data', (octets) => {
      reply += octets.toString()
    })
    socket.on('end', () => {
      end ??= 'finished'
    })
    socket.on('error', () => {
      end = 'reset'
    })
    open.push({ [Symbol.asyncDispose]: async () => void socket.destroy() })
    return { socket, reply: () => reply, end: () => end }
  }
  return { sink, dial }
}

const POST = 'POST /hook HTTP/1.1\r\nContent-Length: 3\r\n\r\na=b'

describe('startSink()', () => {
  it('answers 204 and keeps each request with its connection', async () => {
    const { sink, dial } = await sinkThat()
    const client = dial()
    client.socket.write(POST.repeat(2))
    await vi.waitUntil(() => client.reply().split('HTTP/1.1 204').length === 3)
    expect(sink.deliveries.map(({ index, payload }) => [index, Buffer.from(payload).toString()])).toEqual([
      [0, 'a=b'],
      [1, 'a=b'],
    ])
    expect(sink.connections).toHaveLength(1)
  })

  it.each([
    [{ kind: 'answer', status: 500, body: 'no' }, 'HTTP/1.1 500 Callstorm\r\nContent-Length: 2\r\n\r\nno', undefined],
    [{ kind: 'answer', status: 200, thenFinish: true }, 'HTTP/1.1 200 Callstorm\r\nContent-Length: 0\r\n\r\n', 'finished'],
    [{ kind: 'finish' }, '', 'finished'],
    [{ kind: 'octets', text: 'HELLO\n' }, 'HELLO\n', 'finished'],
    [{ kind: 'endless' }, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', undefined],
    [{ kind: 'reset-in-reply' }, '', 'reset'],
  ] as const satisfies readonly [SinkBehaviour, string, string | undefined][])('behaves as %j', async (behaviour, reply, end) => {
    const { sink, dial } = await sinkThat(behaviour)
    const client = dial()
    client.socket.write(POST)
    await vi.waitUntil(() => client.reply().startsWith(reply) && client.end() === end && sink.requests.length === 1)
  })

  it('resets a connection on accept and reads nothing from it', async () => {
    const { sink, dial } = await sinkThat({ kind: 'reset-on-accept' })
    const client = dial()
    client.socket.write(POST)
    await vi.waitUntil(() => client.end() === 'reset')
    expect([sink.connections.length, sink.requests.length]).toEqual([1, 0])
  })

  it('writes down what is not HTTP', async () => {
    const { sink, dial } = await sinkThat()
    dial().socket.write('HELLO\r\n\r\n')
    await vi.waitUntil(() => sink.problems.length === 1)
    expect(sink.problems).toEqual(['its request line is not one'])
  })
})
