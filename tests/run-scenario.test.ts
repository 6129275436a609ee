import { getEventListeners } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunRecord } from '../harness/model/run-record.ts'
import { loadProfile, type LoadedProfile } from '../harness/target/profile.ts'
import { smallRun, smallWorkload } from './fixtures/small-run.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-run-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Writes a profile and loads it. */
function profileOf(text: string): LoadedProfile {
  const file = join(folder, 'own.bridge.yaml')
  writeFileSync(file, text)
  return loadProfile(file)
}

const nullBridge = (): LoadedProfile =>
  profileOf(`
name: nobody
capabilities: { in: [http-post], out: [websocket, http-post] }
kind: process
ready: { port: "{{ingress.port}}", within: 20 }
process:
  command: ["{{node}}", "${join(import.meta.dirname, 'fixtures/null-bridge.mjs')}", "{{ingress.port}}", "{{websocket.port}}"]
`)

describe('runScenario()', () => {
  it('finds the reference bridge to lose, repeat and reorder nothing, with every delivery accounted for', async () => {
    const { signal } = new AbortController()
    const record = await smallRun({ signal })
    // A search makes dozens of runs by one signal.
    expect(getEventListeners(signal, 'abort')).toEqual([])
    const { totals, receivers, unobservedAtSource } = record.ledger
    expect(totals.expected).toBeGreaterThan(200)
    expect(totals).toEqual({ ...totals, inTime: totals.expected - totals.late, lost: 0, duplicate: 0, reordered: 0, unexpected: 0 })
    expect(unobservedAtSource).toBe(0)
    expect(receivers).toHaveLength(3)
    expect(record.objectives.map(({ status }) => status)).toEqual(['met', 'met', 'met', 'met'])
    expect(record.target.exit).toEqual({ code: 0, signal: null, expected: true })
    expect(record.series.map(({ name }) => name).sort()).toEqual([
      'call.routing_delay',
      'ingress.reply',
      'ingress.service',
      'send.delay',
      'webhook.latency',
      'websocket.latency',
    ])
  })

  it('makes the same calls, identities and events of the same seed', async () => {
    const [first, second] = [await smallRun(), await smallRun()]
    const counted = ({ runId, ledger, counters }: RunRecord) => [runId, ledger.emitted, ledger.totals.expected, counters['calls.offered']]
    expect(counted(second)).toEqual(counted(first))
  })

  it('fails a bridge that is killed in mid-run, with every delivery still accounted for', async () => {
    const killed = new AbortController()
    const record = await smallRun({
      workload: smallWorkload({ durationSeconds: 30 }),
      profile: profileOf(`
name: mortal
capabilities: { in: [http-post], out: [websocket, http-post] }
kind: process
ready: { port: "{{ingress.port}}", within: 20 }
process:
  command: [sh, -c, "{{node}} ${join(import.meta.dirname, 'fixtures/null-bridge.mjs')} {{ingress.port}} {{websocket.port}} & child=$!; sleep 3; kill -9 $child; kill -9 $$"]
`),
      signal: killed.signal,
    })
    expect(record.verdict.status).toBe('fail')
    expect(record.verdict.reasons[0]?.message).toBe('the bridge ended in mid-run (killed by SIGKILL)')
    const { expected, inTime, late, lost, unobserved } = record.ledger.totals
    expect(expected).toBe(inTime + late + lost + unobserved)
    expect(lost).toBeGreaterThan(0)
  })

  it('never passes a bridge that accepts everything and says nothing', async () => {
    const record = await smallRun({ profile: nullBridge(), workload: smallWorkload({ freeswitchNodes: 0 }) })
    // On a machine that is too busy to measure it is invalid instead.
    expect(['fail', 'invalid']).toContain(record.verdict.status)
    expect(record.objectives[0]).toMatchObject({ text: 'events.lost == 0', status: 'missed' })
    expect(record.ledger.totals).toMatchObject({ inTime: 0, lost: record.ledger.totals.expected })
    expect(record.ledger.totals.expected).toBeGreaterThan(100)
  })

  it('keeps what was measured when it is stopped', async () => {
    const stop = new AbortController()
    const record = await smallRun({
      workload: smallWorkload({ durationSeconds: 60 }),
      signal: stop.signal,
      onProgress: ({ elapsedSeconds }) => elapsedSeconds >= 2 && stop.abort(),
    })
    expect(record.verdict.status).toBe('aborted')
    expect(record.ledger.totals.inTime).toBeGreaterThan(0)
    expect(record.timeline.length).toBeGreaterThan(0)
  })

  it('gives up at once on a bridge that is not there', async () => {
    const profile = profileOf(`
name: gone
capabilities: { in: [http-post], out: [websocket] }
kind: external
external:
  ingress: { url: "http://127.0.0.1:9/events", authkey: K }
  websocket: { url: "ws://127.0.0.1:9/events/websocket/", authkey: K }
ready: { within: 1 }
`)
    await expect(smallRun({ profile })).rejects.toThrow(/^Cannot .*127\.0\.0\.1:9/)
  })
})
