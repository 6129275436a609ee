import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openRunNotes } from '../../harness/lifecycle/run-notes.ts'
import type { RunRecord } from '../../harness/model/run-record.ts'
import type { RunPlan } from '../../harness/runner/run-plan.ts'
import { runScenario } from '../../harness/runner/run-scenario.ts'
import { type LoadedProfile, parseProfile } from '../../harness/target/profile.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import type { Stage } from './row.ts'

export interface BridgeSettings {
  /** File for the book of what it did. */
  readonly book?: string
  /** What it does wrong follows from it; nothing without one. */
  readonly seed?: string
  /** So long after the first event it may hold some back until they are late, milliseconds. */
  readonly lateWithinMs?: number
}

/** Profile of `stubs/forwarding-bridge.mjs`: POSTs in, websocket and webhook out. */
export function stubBridge(settings: BridgeSettings = {}): LoadedProfile {
  const script = fileURLToPath(new URL('stubs/forwarding-bridge.mjs', import.meta.url))
  const rest = JSON.stringify(settings).slice(1, -1)
  const argument = `{"ingress":{{ingress.port}},"websocket":{{websocket.port}},"webhooks":[{{#each webhooks}}"{{url}}"{{#unless @last}},{{/unless}}{{/each}}]${rest === '' ? '' : `,${rest}`}}`
  const profile = {
    name: 'stub',
    capabilities: { in: ['http-post'], out: ['websocket', 'http-post'] },
    kind: 'process',
    ready: { port: '{{websocket.port}}', within: 20 },
    process: { command: ['{{node}}', script, argument] },
  }
  return parseProfile(JSON.stringify(profile), script)
}

/** Calls of the office, short ones, so that many come to their end. */
export function bridgeWorkload(change: Partial<Workload>): Workload {
  return {
    seed: 'truth',
    arrivals: { kind: 'poisson', perSecond: 100 },
    warmupSeconds: 0,
    durationSeconds: 6,
    mix: {
      flows: { answered: 60, busy: 20, 'blind-transfer': 20 },
      talkTime: { medianSeconds: 0.5, sigma: 0.5 },
      answerDelay: { medianSeconds: 0.2, sigma: 0.3 },
      registrations: { perSecond: 20, unregisterShare: 0.1, expireShare: 0.1 },
      messages: { perSecond: 20 },
    },
    freeswitchNodes: 0,
    softswitchMachines: 2,
    subscribers: 2,
    webhooks: 1,
    ...change,
  }
}

/** Runs a workload against a profile, as the command line does. */
export async function runAgainst(
  profile: LoadedProfile,
  plan: Pick<RunPlan, 'workload' | 'objectives'> & Partial<RunPlan>,
  { folder, signal }: Stage,
): Promise<RunRecord> {
  using notes = openRunNotes(join(folder, 'notes'))
  return await runScenario({
    scenario: { id: 'truth', title: 'Truth', proves: '', workload: plan.workload, objectives: plan.objectives },
    profile,
    clockMode: 'exact',
    version: '0',
    command: 'npm run truth',
    logPath: join(folder, `bridge-${logs++}.log`),
    logName: 'bridge.log',
    notes,
    signal,
    onProgress: () => {},
    ...plan,
  })
}

let logs = 0
