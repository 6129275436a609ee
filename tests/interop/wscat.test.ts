import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { startMessaged, startSoftswitch } from '../../simulators/softswitch/index.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { createTickPacer } from '../../simulators/timing/pacer.ts'
import { createCountingJournal } from '../../simulators/traffic/counting-journal.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'

const WSCAT = fileURLToPath(new URL('../../node_modules/wscat/bin/wscat', import.meta.url))
/** The key of the vendor's guide. */
const authKey = 'abcdefghijklmnopqrstuvwxyz123456'

const workload: Workload = {
  seed: 'wscat',
  arrivals: { kind: 'constant', perSecond: 40 },
  warmupSeconds: 0,
  durationSeconds: 0.5,
  mix: {
    flows: { busy: 1 },
    talkTime: { medianSeconds: 1, sigma: 0 },
    answerDelay: { medianSeconds: 1, sigma: 0 },
    registrations: { perSecond: 20, unregisterShare: 0, expireShare: 0 },
    messages: { perSecond: 20 },
  },
  freeswitchNodes: 0,
  softswitchMachines: 1,
  subscribers: 0,
  webhooks: 0,
}

interface RunningWscat extends AsyncDisposable {
  /** Lines of its output so far. */
  lines(): string[]
  errors(): string
  readonly exited: Promise<unknown>
}

/** Runs wscat as the guide does. Its input stays open, as on a terminal: it leaves when that ends. */
function runWscat(port: number, key: string): RunningWscat {
  const url = `http://localhost:${port}/events/websocket/?authkey=${key}`
  const child = spawn(process.execPath, [WSCAT, '--connect', url], { stdio: ['pipe', 'pipe', 'pipe'] })
  let [output, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const exited = once(child, 'exit')
  return {
    lines: () => output.split('\n').slice(0, -1),
    errors: () => errors,
    exited,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

test("wscat, called as the vendor's guide calls it, reads every event from messaged", async () => {
  await using messaged = await startMessaged({ authKey, port: 0 })
  await using wscat = runWscat(messaged.port, authKey)
  await vi.waitFor(() => expect(messaged.clients).toBe(1), { timeout: 15_000 })

  const totals = createCountingJournal()
  await using softswitch = await startSoftswitch({
    machines: [{ source: 0, machine: 1, localAddress: undefined }],
    messaged,
    workload,
    runId: 1_234_567_890,
    clock: createClock(createOrigin(0)),
    pacer: createTickPacer(),
    journalFor: () => totals,
    instruments: totals,
  })
  await softswitch.finished
  const sent = totals.counter('events.sent')
  expect(sent).toBeGreaterThan(50)
  await vi.waitFor(() => expect(wscat.lines().length).toBe(sent), { timeout: 15_000 })

  const events = wscat.lines().map((line): Record<string, unknown> => JSON.parse(line))
  for (const event of events) {
    expect(event).toMatchObject({ class: expect.any(String), event: expect.any(String), machine: 1 })
    expect(event['timestamp']).toMatch(/^[0-9]+\.[0-9]{6}$/)
  }
  const start = events.find((event) => event['event'] === 'start')
  expect(start).toMatchObject({
    class: 'call',
    uniqueid: expect.stringMatching(/^1234567890\.[0-9]{16}$/),
    from_name: expect.any(String),
  })
  expect(wscat.errors()).toBe('')
})

test('wscat is told when its key is wrong', async () => {
  await using messaged = await startMessaged({ authKey, port: 0 })
  await using wscat = runWscat(messaged.port, 'wrong')
  await wscat.exited
  expect(wscat.errors()).toContain('Unexpected server response: 403')
})
