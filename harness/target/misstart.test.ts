import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openRunNotes } from '../lifecycle/run-notes.ts'
import { startMisconfigured } from './misstart.ts'
import { parseProfile } from './profile.ts'
import type { Wiring } from './wiring.ts'

const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WIRING: Wiring = {
  esl: { nodes: [] },
  webhooks: [],
  ingress: { path: '/events', authkey: 'key' },
  websocket: { path: '/events/websocket/', authkey: 'key' },
}

/** Listens where it is told; `careless` goes on when it cannot. */
function profileOf(careless: boolean) {
  const program = `const server = require('net').createServer(); ${careless ? "server.on('error', () => setInterval(() => {}, 1000)); " : ''}server.listen(Number(process.argv[1]), '127.0.0.1')`
  const text = `
name: sample
capabilities: { in: [http-post], out: [websocket] }
kind: process
process: { command: ["{{node}}", -e, ${JSON.stringify(program)}, "{{websocket.port}}"] }
`
  const profile = parseProfile(text, join(folder, 'sample.bridge.yaml'))
  if (profile.kind !== 'process') throw new TypeError('Cannot test a profile as it must be of a process')
  return profile
}

async function start(careless: boolean, port: 'taken' | 'impossible', withinMs: number) {
  using notes = openRunNotes(join(folder, 'notes'))
  return await startMisconfigured(profileOf(careless), WIRING, { door: 'websocket', port }, { logPath: join(folder, 'bridge.log'), notes, withinMs })
}

describe('startMisconfigured()', () => {
  test.each([
    ['taken', 'EADDRINUSE'],
    ['impossible', 'ERR_SOCKET_BAD_PORT'],
  ] as const)('tells how a program ends whose port is %s', async (port, code) => {
    const { exit, printed } = await start(false, port, 20_000)
    expect(exit).toMatchObject({ code: 1, how: 'itself' })
    expect(printed.join('\n')).toContain(code)
  })

  test('ends a program that goes on', async () => {
    expect(await start(true, 'taken', 500)).toEqual({ exit: undefined, printed: [] })
  })
})
