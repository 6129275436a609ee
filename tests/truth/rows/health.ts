import { join } from 'node:path'
import { openRunNotes } from '../../../harness/lifecycle/run-notes.ts'
import type { RunRecord } from '../../../harness/model/run-record.ts'
import { exitCodeOf, type RunStatus } from '../../../harness/model/verdict.ts'
import { judgeRun } from '../../../harness/runner/judge-run.ts'
import { startTarget } from '../../../harness/target/start-target.ts'
import { equal } from '../check.ts'
import { blockLoop, makeGarbage, startHogs } from '../injuries.ts'
import { observeRun, sickOf } from '../observe-run.ts'
import { postWorkload } from '../post-workload.ts'
import { defineRow, type Stage } from '../row.ts'
import { stubBridge } from '../stub-bridge.ts'

type Judged = Pick<RunRecord, 'health' | 'objectives' | 'ledger' | 'target' | 'verdict'>

/** How the instrument was hurt, and what the run made of it. */
const INJURIES = [
  { name: 'nothing', injure: undefined },
  { name: 'own blocks of 40 ms', injure: blockLoop },
  { name: 'own garbage', injure: makeGarbage },
  { name: 'hogs on every core', injure: startHogs },
] as const
type Injury = (typeof INJURIES)[number]['name']

type Runs = Readonly<Record<Injury, Judged>>
type Verdicts = Readonly<Record<Injury, RunStatus>>

const each = <T>(of: (injury: (typeof INJURIES)[number]) => T): Readonly<Record<Injury, T>> =>
  Object.fromEntries(INJURIES.map((injury) => [injury.name, of(injury)])) as Record<Injury, T>

/** The verdict with some of the health signals left out. */
const judgedBy = (runs: Runs, counts: (signal: string) => boolean): Verdicts =>
  each(({ name }) => {
    const { objectives, ledger, target, health } = runs[name]
    const kept = health.filter((signal) => counts(signal.name))
    return judgeRun({ aborted: false, objectives, ledger, target, health: kept, facts: [], instrumentFaults: [] }).status
  })

const TRAFFIC = { perSecond: 300, seconds: 4 }
const OBJECTIVES = ['events.lost == 0', 'websocket.latency.p50 < 25ms']

export const health = defineRow<Runs, Verdicts>({
  name: 'health',
  must: 'a run with a sick instrument is invalid, exit code 2, and no other is',
  seconds: 26,
  observe: observeInjuries,
  formula: (runs) => each(({ name }) => runs[name].verdict.status),
  wrong: [
    { name: 'objectives alone, health not looked at', of: (runs) => judgedBy(runs, () => false) },
    { name: 'the machine looked at, not the harness itself', of: (runs) => judgedBy(runs, (signal) => signal.startsWith('cpu.')) },
  ],
  checks: (verdicts) =>
    INJURIES.map(({ name, injure }) => {
      const status = verdicts[name]
      return equal(`hurt by ${name}`, `${status}, exit ${exitCodeOf(status)}`, injure ? 'invalid, exit 2' : 'pass, exit 0')
    }),
  specimen,
})

async function observeInjuries(stage: Stage) {
  const runs: Partial<Record<Injury, Judged>> = {}
  for (const { name, injure } of INJURIES) runs[name] = await runHurt(stage, injure)
  const evidence = runs as Runs
  return { evidence, sick: sickOf(evidence.nothing) }
}

/** A whole run against a bridge, sources and a subscriber in the thread that is hurt. */
async function runHurt({ folder, signal }: Stage, injure: (() => Disposable) | undefined): Promise<RunRecord> {
  using notes = openRunNotes(join(folder, 'notes'))
  const wiring = {
    esl: { nodes: [] },
    webhooks: [],
    ingress: { path: '/events', authkey: 'truth' },
    websocket: { path: '/events/websocket/', authkey: 'truth' },
  }
  await using target = await startTarget(stubBridge(), wiring, { logPath: join(folder, 'health.log'), notes, signal })
  const { ingress, websocket } = target.endpoints
  if (ingress === undefined) throw new Error('Cannot run against a bridge as it must take POSTs')
  const workload = { ...postWorkload({ seed: 'health', ...TRAFFIC }), subscribers: 1 }
  const plan = { workload, objectives: OBJECTIVES, ingress: ingress.url, websocket: websocket?.url, signal }
  return (await observeRun({ ...plan, ...(injure && { injure }) })).record
}

/** Runs with the signals that each injury cannot but set off. */
function specimen(): Runs {
  const counts = { expected: 1200, inTime: 1200, late: 0, lost: 0, unobserved: 0, duplicate: 0, reordered: 0, unexpected: 0 }
  const ledger = { emitted: 1200, unobservedAtSource: 0, receivers: [], totals: counts, examples: [] }
  const objective = { text: 'events.lost == 0', status: 'met', measured: '0', margin: undefined, note: '' } as const
  const target = { profile: 'stub', kind: 'process', description: '', capabilities: { in: [], out: [] }, exit: undefined, log: undefined } as const
  const run = (signal: string | undefined): Judged => {
    const sick = signal === undefined ? [] : [{ name: signal, title: signal, value: 9, unit: 'ms', warnAbove: 1, voidAbove: 2, status: 'void', blames: 'harness' } as const]
    const judged = { objectives: [objective], ledger, target, health: sick }
    return { ...judged, verdict: judgeRun({ ...judged, aborted: false, facts: [], instrumentFaults: [] }) }
  }
  return { nothing: run(undefined), 'own blocks of 40 ms': run('send.delay.p99'), 'own garbage': run('gc.share'), 'hogs on every core': run('cpu.run_delay') }
}
