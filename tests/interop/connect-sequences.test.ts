import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { waitUntil } from '../../harness/lifecycle/wait-until.ts'
import { startEventSocket } from '../../simulators/freeswitch/server.ts'
import { nodeIdentity } from '../../simulators/freeswitch/source-node.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import { ANSWER_MS } from './client.ts'
import { CONNECT_SEQUENCES } from './connect-sequences.ts'

const GREETING = 'Content-Type: auth/request\n\n'
const users = [{ user: 'alice', domain: 'test', password: 'secret' }]

/** A raw connection; octets are looked at in order and each only once. */
async function open(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let unread = ''
  socket.setEncoding('latin1').on('data', (text: string) => (unread += text))
  socket.on('error', () => {})
  return {
    write: (text: string) => socket.write(text, 'latin1'),
    /** Waits for these octets and takes everything up to their end. */
    async take(text: string): Promise<string> {
      const at = await waitUntil(
        `the server writes ${JSON.stringify(text)}`,
        () => (unread.includes(text) ? { before: unread.slice(0, unread.indexOf(text)) } : undefined),
        { withinMs: ANSWER_MS, everyMs: 1, evidence: () => JSON.stringify(unread) },
      )
      unread = unread.slice(at.before.length + text.length)
      return at.before
    },
    [Symbol.dispose]: () => socket.destroy(),
  }
}

const startServer = () => startEventSocket({ core: createSwitch({ identity: nodeIdentity('sequences', { source: 0 }) }), users })

describe('the connect sequence of', () => {
  test.each(CONNECT_SEQUENCES)('$client works', async ({ isPipelined, steps }) => {
    await using server = await startServer()
    using client = await open(server.port)
    if (isPipelined !== true) await client.take(GREETING)
    for (const { sends, needs } of steps) {
      client.write(sends)
      await client.take(needs)
    }
    expect(server.stats).toMatchObject({ accepted: 1, rejected: 0 })
  })
})

describe('a console that speaks as fs_cli does', () => {
  test('sees log lines and events between its answers', async () => {
    await using server = await startServer()
    using client = await open(server.port)
    await client.take(GREETING)
    client.write('auth ClueCon\n\n')
    await client.take('+OK accepted\n\n')
    client.write('log 7\n\n')
    await client.take('+OK log level 7 [7]\n\n')
    client.write('event plain API\n\n')
    await client.take('+OK event listener enabled plain\n\n')
    client.write('api log warning look here\nconsole_execute: true\n\n')
    await client.take('Content-Type: log/data\n')
    await client.take('look here\n')
    client.write('api status\nconsole_execute: true\n\n')
    expect(await client.take(' is ready\n')).toContain('UP 0 years')
    await client.take('API-Command: status\n')
  })
})
