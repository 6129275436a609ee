import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { ANSWER_MS } from './client.ts'
import { connectEsl } from './esl-client.ts'
import { FreeSwitchClient as EslLite } from 'esl-lite'
import { connectEslLite, SILENT } from './esl-lite-client.ts'
import { modesl } from './modesl-api.ts'
import { startNodeUnderTest } from './node-under-test.ts'

const NO_TRAFFIC_MS = 60_000
const within = { timeout: ANSWER_MS }
const password = 'ClueCon'
const require = createRequire(import.meta.url)
const VICTIM = fileURLToPath(new URL('modesl-victim.cjs', import.meta.url))

/** Lets what has arrived be handled. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** A raw connection that has subscribed: what it has received, another connection has been sent too. */
function witnessOf(port: number) {
  const socket = connect(port, '127.0.0.1')
  let octets = ''
  socket.on('error', () => {})
  socket.setEncoding('latin1').on('data', (text: string) => (octets += text))
  socket.write('auth ClueCon\n\nevent json HEARTBEAT\n\n')
  return {
    get octets() {
      return octets
    },
    [Symbol.dispose]: () => socket.destroy(),
  }
}

describe.each(['modesl', 'drachtio-modesl'])('%s', (library) => {
  test('dies of a malformed percent-escape in a plain event', async () => {
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS, 'bad-percent')
    const child = spawn(process.execPath, [VICTIM, require.resolve(library), String(under.node.port)], { stdio: ['ignore', 'pipe', 'pipe'] })
    try {
      const exited = once(child, 'exit')
      let errors = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
      await once(child.stdout, 'data')
      under.fireHeartbeat()
      const [code] = await exited
      expect(code).not.toBe(0)
      expect(errors).toContain('URIError')
    } finally {
      child.kill('SIGKILL')
    }
  })
})

describe('modesl', () => {
  test('says error and never esl::end when its connection is reset', async () => {
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS, 'rst')
    const said: string[] = []
    const connection = new modesl.Connection(under.node.host, under.node.port, password, () => {
      connection.events('json', 'all', () => under.fireHeartbeat())
    })
    connection.on('error', () => void said.push('error'))
    connection.on('esl::end', () => void said.push('end'))
    await vi.waitFor(() => expect(under.node.stats.open).toEqual([]), within)
    await vi.waitFor(() => expect(said).toContain('error'), within)
    await settle()
    expect(said).toEqual(['error'])
  })
})

describe('esl', () => {
  test('cuts a reply at the second ": "', async () => {
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS)
    await using client = await connectEsl({ host: under.node.host, port: under.node.port, password })
    expect(await client.filter('X', 'one: two')).toBe('+OK filter added. [X]=[one')
  })
})

describe('esl-lite', () => {
  test.each(['control-bytes', 'unknown-content-type'])('drops the connection at %s', async (fault) => {
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS, `${fault}#1`)
    await using client = await connectEslLite({ host: under.node.host, port: under.node.port, password })
    await client.subscribe()
    under.fireHeartbeat()
    await vi.waitFor(() => expect(under.node.stats.accepted).toBe(2), within)
  })

  test('loses an event whose empty line is split between two segments', async () => {
    const header = 'Content-Length: 500\nContent-Type: text/event-json\n'
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS, `split-at=${header.length}@event:1`)
    await using client = await connectEslLite({ host: under.node.host, port: under.node.port, password })
    using witness = witnessOf(under.node.port)
    await client.subscribe()
    await vi.waitFor(() => expect(witness.octets).toContain('+OK event listener'), within)
    under.fireHeartbeat()
    await vi.waitFor(() => expect(client.events).toBe(1), within)
    under.fireHeartbeat()
    await vi.waitFor(() => expect(witness.octets.match(/"HEARTBEAT"/g)).toHaveLength(2), within)
    await settle()
    expect(client.events).toBe(1)
  })

  test('never sees the greeting byte by byte', async () => {
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS, 'split')
    const client = new EslLite({ host: under.node.host, port: under.node.port, password, logger: SILENT })
    await vi.waitFor(() => expect(under.node.stats.accepted).toBe(1), within)
    using witness = witnessOf(under.node.port)
    await vi.waitFor(() => expect(witness.octets).toContain('+OK accepted'), within)
    await settle()
    expect(client.stats.authRequest).toBe(0n)
    client.end()
  })
})
