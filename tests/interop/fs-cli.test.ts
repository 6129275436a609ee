import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { waitUntil } from '../../harness/lifecycle/wait-until.ts'
import { ANSWER_MS } from './client.ts'
import { startFsCli } from './fs-cli.ts'

const WITHIN_MS = 60_000

interface RunningSimulator extends AsyncDisposable {
  readonly port: number
  /** Ends it as Ctrl-C does. @returns its exit code and all that it said */
  interrupt(): Promise<{ readonly code: number | null; readonly said: string }>
}

/** `callstorm simulate freeswitch` in a process of its own, with calls on it. */
async function startSimulator(...more: readonly string[]): Promise<RunningSimulator> {
  const parameters = ['simulate', 'freeswitch', '--port', '0', '--calls-per-second', '20', '--seed', 'console', ...more]
  const child = spawn(process.execPath, ['--import', 'tsx', 'harness/cli.ts', ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const port = await waitUntil('the simulator listens', () => /listening on 127\.0\.0\.1:(\d+)/.exec(said)?.[1], {
    withinMs: WITHIN_MS,
    evidence: () => said,
  })
  return {
    port: Number(port),
    async interrupt() {
      child.kill('SIGINT')
      const [code] = (await closed) as [number | null]
      return { code, said }
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await closed
    },
  }
}

const address = (port: number) => ({ host: '127.0.0.1', port, password: 'ClueCon' })

describe('a console that speaks as fs_cli does, at `callstorm simulate freeswitch`,', () => {
  test('sees events, log lines and answers, and leaves', async () => {
    await using simulator = await startSimulator()
    await using console = await startFsCli(address(simulator.port), 0)

    expect(await console.type('/event plain all')).toBe('+OK event listener enabled plain\n')
    await console.shows('Event-Name: CHANNEL_CREATE\n')
    await console.shows('Event-Name: CHANNEL_HANGUP_COMPLETE\n')
    expect(await console.type('/noevents')).toBe('+OK no longer listening for events\n')

    expect(await console.type('/log 7')).toBe('+OK log level 7 [7]\n')
    await console.type('log warning look here')
    await console.shows('look here\n')
    expect(await console.type('/nolog')).toBe('+OK no longer logging\n')
    expect(await console.type('/nolog')).toBe('Error: not loging!\n')

    expect(await console.type('status')).toMatch(/^UP 0 years, 0 days, [^]* is ready\n[^]*session\(s\) since startup\n/)
    expect(await console.type('show channels')).toMatch(/\d+ total\.\n$/)
    expect(await console.type('nosuch thing')).toBe('-ERR nosuch thing Command not found!\n')
    expect(await console.type('echo one;;echo two')).toBe('onetwo')
    expect(await console.complete('stat')).toContain('write=7:status ')
    expect(await console.type('/whatever')).toContain('Unknown command [/whatever]')

    await console.type('/bye')
    await waitUntil('the console has left', () => console.hasEnded, { withinMs: ANSWER_MS })
    await using next = await startFsCli(address(simulator.port))
    expect(await next.type('echo still there')).toBe('still there')
    expect(await simulator.interrupt()).toMatchObject({ code: 0, said: expect.stringContaining('listening on') })
  }, WITHIN_MS)

  test('makes a call, finds it among the channels, sets a variable and ends it', async () => {
    await using simulator = await startSimulator('--calls-per-second', '0.001')
    await using console = await startFsCli(address(simulator.port), 7)
    const made = await console.type('originate loopback/9111/public &park()')
    expect(made).toMatch(/^\+OK [0-9a-f-]{36}\n$/)
    const uuid = made.slice('+OK '.length).trim()

    expect(await console.type('/event plain CHANNEL_EXECUTE_COMPLETE CHANNEL_HANGUP_COMPLETE')).toBe('+OK event listener enabled plain\n')
    expect(await console.type(`/filter Unique-ID ${uuid}`)).toBe(`+OK filter added. [Unique-ID]=[${uuid}]\n`)
    expect(await console.type('show channels')).toMatch(new RegExp(`^uuid,direction,[^]*\n${uuid},outbound,[^]*\n\n2 total\\.\n$`))
    expect(await console.type(`uuid_setvar ${uuid} colour blue`)).toBe('+OK\n')
    expect(await console.type(`uuid_getvar ${uuid} colour`)).toBe('blue')
    expect(await console.type(`uuid_kill ${uuid}`)).toBe('+OK\n')
    await console.shows('Event-Name: CHANNEL_HANGUP_COMPLETE\n')
    expect(console.screen).not.toContain('API-Command')
    await waitUntil('no channel is left', async () => (await console.type('show channels')) === '\n0 total.\n', { withinMs: ANSWER_MS })
  }, WITHIN_MS)

  test('is turned away with a wrong password', async () => {
    await using simulator = await startSimulator('--password', 'other')
    await expect(startFsCli(address(simulator.port))).rejects.toThrow('current value is "-ERR invalid"')
    await using console = await startFsCli({ ...address(simulator.port), password: 'other' })
    expect(await console.type('switchname')).toBe('node1')
  }, WITHIN_MS)
})
