import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runConformance } from '../../harness/conformance/run-conformance.ts'
import type { CheckDefinition } from '../../harness/conformance/define-check.ts'
import { openRunNotes } from '../../harness/lifecycle/run-notes.ts'
import type { ConformanceRecord } from '../../harness/model/conformance.ts'
import { type LoadedProfile, parseProfile } from '../../harness/target/profile.ts'
import { REQUIREMENTS } from '../../scenarios/requirements/index.ts'

export type BadBridge = 'null' | 'mirror' | 'chatterbox' | 'hostile'

/** What `hostile.mjs` does at doors where a run meets it first. */
export const QUICK_HOSTILITIES = ['html', 'endless-handshake', 'huge-frames', 'flood'] as const
/** What else it does. */
export const OTHER_HOSTILITIES = ['replies', 'slow-drip', 'not-utf8', 'fragments', 'nested', 'bomb', 'webhooks', 'commands'] as const
export type Hostility = (typeof QUICK_HOSTILITIES | typeof OTHER_HOSTILITIES)[number]

/** Profile of a bridge of this folder that claims to do everything. */
export function profileOf(name: BadBridge, hostility?: Hostility) {
  const file = fileURLToPath(new URL('bad.bridge.yaml', import.meta.url))
  const text = `
name: ${name}-bridge
capabilities: { in: [esl-inbound, http-post], out: [websocket, http-post] }
kind: process
environment:
  LISTEN_HTTP: "127.0.0.1:{{ingress.port}}"
  LISTEN_WEBSOCKET: "127.0.0.1:{{websocket.port}}"
  ESL: "{{#each esl.nodes}}{{host}}:{{port}} {{/each}}"
  PASSWORD: "{{esl.password}}"
  WEBHOOKS: '{{join webhooks " " "url"}}'
  HOSTILITY: "${hostility ?? ''}"
  TUNING: "{{tuning.reconnectMaxMs}} {{tuning.webhookTimeoutMs}} {{tuning.idleMs}}"
ready: { within: 20 }
process: { command: ["{{node}}", ${name}.mjs] }
`
  return parseProfile(text, file)
}

/** Runs checks against a bridge that keeps no contract. */
export const judgeBadBridge = (name: BadBridge, checks: readonly CheckDefinition[], more: JudgeOptions & { readonly hostility?: Hostility } = {}): Promise<ConformanceRecord> =>
  judgeProfile(profileOf(name, more.hostility), checks, more)

export interface JudgeOptions {
  /** @default 4 */
  readonly jobs?: number
  /** @default false */
  readonly tls?: boolean
  readonly signal?: AbortSignal
}

/** Runs checks against a bridge and keeps nothing but the record. */
export async function judgeProfile(profile: LoadedProfile, checks: readonly CheckDefinition[], more: JudgeOptions = {}): Promise<ConformanceRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-'))
  // Where the next command looks: it ends what a test runner that was killed leaves behind.
  using notes = openRunNotes()
  using _folder = notes.folder(folder, 'temporary files')
  try {
    return await runConformance({
      profile,
      checks,
      requirements: REQUIREMENTS,
      version: 'test',
      command: 'test',
      seed: 'test',
      run: randomBytes(3).toString('hex'),
      folder,
      notes,
      jobs: more.jobs ?? 4,
      repeat: 1,
      strict: false,
      tls: more.tls,
      bail: false,
      expectedFailures: new Map(),
      signal: more.signal ?? new AbortController().signal,
      onProgress: () => undefined,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
