import { createServer, type Socket } from 'node:net'

import { eventually } from './eventually.ts'

export type FakeConnection = {
  readonly socket: Socket
  /** Commands received so far, without their blank lines. */
  readonly commands: string[]
  readonly closed: () => boolean
}

export type FakeEventSocket = AsyncDisposable & {
  readonly port: number
  /** Every connection so far, oldest first. */
  readonly connections: FakeConnection[]
  /** Waits for the n-th connection (1 is the first) to have sent its `event` command. */
  readonly subscribed: (nth: number) => Promise<FakeConnection>
}

/** Answers a command; undefined leaves it unanswered. */
export type Answer = (command: string, connection: FakeConnection) => string | undefined

const reply = (text: string): string => `Content-Type: command/reply\nReply-Text: ${text}\n\n`

export const goodAnswer: Answer = (command) => {
  if (command === 'auth secret') return reply('+OK accepted')
  if (command.startsWith('auth ')) return reply('-ERR invalid')
  if (command.startsWith('filter ')) return reply('+OK filter added. [x]=[y]')
  if (command.startsWith('event ')) return reply('+OK event listener enabled plain')
  return reply('-ERR command not found')
}

/** A minimal inbound Event Socket server, scripted by `answer` and by writing to its sockets. */
export const startFakeEventSocket = async (
  answer: Answer = goodAnswer,
  greeting = 'Content-Type: auth/request\n\n',
): Promise<FakeEventSocket> => {
  const connections: FakeConnection[] = []
  const server = createServer((socket) => {
    let closed = false
    let rest = ''
    const connection: FakeConnection = { socket, commands: [], closed: () => closed }
    connections.push(connection)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => {
      closed = true
    })
    socket.on('data', (chunk) => {
      const packets = `${rest}${chunk.toString('latin1')}`.split('\n\n')
      rest = packets.pop() ?? ''
      for (const command of packets) {
        connection.commands.push(command)
        const text = answer(command, connection)
        if (text !== undefined) socket.write(text)
      }
    })
    if (greeting !== '') socket.write(greeting)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connections,
    subscribed: (nth) =>
      eventually(
        `subscription ${nth}`,
        () => connections.filter(({ commands }) => commands.some((command) => command.startsWith('event ')))[nth - 1],
      ),
    [Symbol.asyncDispose]: async () => {
      for (const { socket } of connections) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
