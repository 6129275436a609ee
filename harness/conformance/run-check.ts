import { setMaxListeners } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { claim, unknown } from '../checkers/claim.ts'
import { shorten } from '../checkers/excerpt.ts'
import type { Judgement } from '../model/conformance.ts'
import { NotProven } from '../rig/trial.ts'
import type { StartedRig } from '../rig/rig.ts'
import { TargetError } from '../target/target-error.ts'
import type { CheckDefinition } from './define-check.ts'
import { doubted } from './doubted.ts'
import { judgeStart } from './judge-start.ts'
import { presentJudgement } from './present-judgement.ts'

export interface CheckRun {
  readonly judgements: readonly Judgement[]
  readonly durationMs: number
  /** Whether the bridge may be used for the next check. */
  readonly clean: boolean
}

const DEADLINE_SECONDS = 60

/** Runs one check on a rig. Whatever happens becomes a judgement; only a break of the harness itself is thrown. */
export async function runCheck(check: CheckDefinition, rig: StartedRig, folder: string, signal: AbortSignal): Promise<CheckRun> {
  const seconds = check.deadlineSeconds ?? DEADLINE_SECONDS
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(new Error('deadline')), seconds * 1000)
  const startedAt = performance.now()
  const ends = AbortSignal.any([signal, over.signal])
  // A check may open a thousand connections at once, and each listens.
  setMaxListeners(0, ends)
  rig.begin(check.id, ends)
  // Left running after an interruption, the timer would hold the process for as long.
  const returned = await untilAborted(attempt(check, rig), over.signal).finally(() => clearTimeout(timer))
  const noted = await rig.end()
  signal.throwIfAborted()
  const made = [...new Set([...noted, ...(returned ?? [unknown(check.expectation, `the check did not end within ${seconds} s`)])])]
  const judgements = made.map((judgement) => doubted(judgement, rig.standstillMs))
  const ended = rig.notAlive()
  if (ended !== undefined) judgements.push(claim(false, 'the bridge goes on running', ended, logEvidence(rig)))
  if (rig.overflow !== undefined) judgements.push(claim(false, 'the bridge sends a bounded amount', `${rig.overflow} and was cut off`))
  const durationMs = performance.now() - startedAt
  const file = writeEvidence(check, rig, judgements, folder)
  const clean = judgements.every(({ status }) => status === 'pass' || status === 'not-applicable')
  return { judgements: judgements.map((judgement) => withFile(judgement, file, rig)), durationMs, clean }
}

async function attempt(check: CheckDefinition, rig: StartedRig): Promise<readonly Judgement[]> {
  try {
    const judged = await check.run(rig)
    return 'status' in judged ? [judged] : judged
  } catch (error) {
    if (error instanceof NotProven) return [unknown(check.expectation, error.message)]
    if (error instanceof TargetError) return [judgeStart(check, error)]
    const ended = rig.notAlive()
    // A peer that fails because the bridge is gone is the bridge's doing: that it ended is judged by itself.
    if (ended !== undefined) return [unknown(check.expectation, `could not go on as ${ended}`)]
    throw new Error(`Cannot run check "${check.id}" as the harness broke: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Undefined when the signal comes first; what goes on then is nobody's business any more. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
    work.then(resolve, (error: unknown) => (signal.aborted ? resolve(undefined) : reject(error instanceof Error ? error : new Error(String(error)))))
  })
}

const logEvidence = (rig: StartedRig): Judgement['evidence'] => [{ title: 'last lines of the log', excerpt: rig.bridge.target.logTail().slice(-8).join('\n') }]

/** Characters of the judgements in an evidence file. */
const LIST_LIMIT = 2 ** 20

/** The whole conversation of the check, secrets hidden. */
function writeEvidence(check: CheckDefinition, rig: StartedRig, judgements: readonly Judgement[], folder: string): string {
  const file = `evidence/${check.id}.txt`
  const path = join(folder, file)
  const list = judgements.map(({ status, expected, actual }) => `${status.padEnd(8)} ${expected}\n         ${actual}\n`).join('')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${check.id}: ${check.title}\n\n${shorten(rig.redact(list), LIST_LIMIT)}\n${rig.redact(rig.journal.text())}`, { mode: 0o600 })
  return file
}

function withFile(judgement: Judgement, file: string, rig: StartedRig): Judgement {
  if (judgement.status === 'pass') return { ...judgement, evidence: [{ title: 'conversation', excerpt: '', file }] }
  const { evidence, ...rest } = presentJudgement(judgement, rig.redact)
  const [conversation] = presentJudgement({ ...rest, evidence: [{ title: 'conversation, its end', excerpt: rig.journal.tail(), file }] }, rig.redact).evidence
  return { ...rest, evidence: conversation ? [...evidence, conversation] : evidence }
}
