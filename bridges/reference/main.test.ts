import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { eventually } from './testing/eventually.ts'
import { startFakeEventSocket } from './testing/fake-event-socket.ts'
import { created } from './testing/frames.ts'
import { messageText } from './testing/message-text.ts'
import { formPost, openRawRequest } from './testing/raw-request.ts'
import { OK, startRawSink } from './testing/raw-sink.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

/** The bridge as a process of its own, on ports that the system chooses. */
const run = (environment: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      PATH: process.env['PATH'],
      BRIDGE_HTTP_LISTEN: '127.0.0.1:0',
      BRIDGE_WEBSOCKET_LISTEN: '127.0.0.1:0',
      BRIDGE_AUTHKEY: 'canary-key',
      BRIDGE_WEBSOCKET_AUTHKEY: 'canary-websocket',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  let code: number | null | undefined
  child.stderr.on('data', (chunk) => {
    log += String(chunk)
  })
  child.on('close', (exitCode) => {
    code = exitCode
  })
  const lines = (): Record<string, unknown>[] =>
    log
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  return {
    log: () => log,
    lines,
    ports: () => eventually('listening', () => lines().find(({ message }) => message === 'listening')),
    stop: () => child.kill('SIGTERM'),
    exit: async (deadlineMs = 20_000) => {
      await eventually('exit', () => code !== undefined, deadlineMs)
      return code
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await eventually('end', () => code !== undefined)
    },
  }
}

describe('the bridge as a process', () => {
  test('delivers from every input to every output, drains at SIGTERM, and logs no secret', async () => {
    await using node = await startFakeEventSocket()
    await using sink = await startRawSink(({ socket }) => void setTimeout(() => socket.write(OK), 10))
    await using bridge = run({
      BRIDGE_ESL_NODES: `3@127.0.0.1:${node.port}`,
      BRIDGE_ESL_PASSWORD: 'secret',
      BRIDGE_WEBHOOK_URLS: `http://canary-user:canary-pass@127.0.0.1:${sink.port}/?canary-query`,
    })
    const ports = await bridge.ports()
    const { socket } = await node.subscribed(1)
    const health = (): Promise<number> =>
      openRawRequest(Number(ports['http']), 'GET /health HTTP/1.1\r\nHost: b\r\n\r\n').status()
    while ((await health()) !== 200) await node.subscribed(1)
    const url = `ws://127.0.0.1:${Number(ports['websocket'])}/events/websocket/?authkey=`
    const refused = new WebSocket(`${url}canary-wrong`)
    refused.on('error', () => {})
    const client = new WebSocket(`${url}canary-websocket`)
    const received: string[] = []
    let closedWith: number | undefined
    client.on('message', (data) => received.push(messageText(data)))
    client.on('close', (code) => {
      closedWith = code
    })
    await eventually('websocket', () => client.readyState === WebSocket.OPEN)
    await openRawRequest(
      Number(ports['http']),
      formPost('class=a&event=b&timestamp=1', '/events?authkey=canary-wrong'),
    ).status()
    const count = 100
    const ingress = openRawRequest(Number(ports['http']))
    for (let n = 0; n < count; n += 1) {
      socket.write(created(`esl ${n}`))
      ingress.write(formPost(`class=call&event=start&timestamp=1.0&uniqueid=post${n}`, '/events?authkey=canary-key'))
    }
    await ingress.status(count)
    await eventually('all from the node', () => received.some((text) => text.includes(`"esl ${count - 1}"`)))
    bridge.stop()
    expect(await bridge.exit()).toBe(0)
    expect(closedWith).toBe(1001)
    expect(received).toHaveLength(2 * count)
    expect(sink.requests).toHaveLength(2 * count + 1)
    expect(received.find((text) => text.includes('"esl 7"'))).toContain('"machine":3')
    expect(bridge.log()).not.toContain('canary')
    expect(bridge.log()).not.toContain('secret')
  })

  test('ends at SIGTERM within ten seconds when a webhook hangs and a subscriber does not read', async () => {
    await using hung = await startRawSink(() => {})
    await using bridge = run({
      BRIDGE_WEBHOOK_URLS: `http://127.0.0.1:${hung.port}/`,
      BRIDGE_WEBHOOK_TIMEOUT_MS: '60000',
    })
    const ports = await bridge.ports()
    const client = new WebSocket(
      `ws://127.0.0.1:${Number(ports['websocket'])}/events/websocket/?authkey=canary-websocket`,
    )
    client.on('error', () => {})
    await eventually('websocket', () => client.readyState === WebSocket.OPEN)
    client.pause()
    await openRawRequest(
      Number(ports['http']),
      formPost('class=a&event=b&timestamp=1', '/events?authkey=canary-key'),
    ).status()
    await eventually('a request', () => hung.requests.length === 1)
    bridge.stop()
    expect(await bridge.exit(10_000)).toBe(0)
  })

  test('says which variable is wrong and exits', async () => {
    await using bridge = run({ BRIDGE_ESL_NODES: 'nonsense' })
    expect(await bridge.exit()).toBe(78)
    expect(bridge.lines()[0]?.['message']).toContain('Cannot use BRIDGE_ESL_NODES as ')
  })

  test('says which port is taken and exits', async () => {
    await using occupied = await startRawSink(() => {})
    await using bridge = run({ BRIDGE_WEBSOCKET_LISTEN: `127.0.0.1:${occupied.port}` })
    expect(await bridge.exit()).toBe(1)
    expect(bridge.log()).toContain('BRIDGE_WEBSOCKET_LISTEN')
  })
})
