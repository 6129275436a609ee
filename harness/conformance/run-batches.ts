import type { RunNotes } from '../lifecycle/run-notes.ts'
import { unknown } from '../checkers/claim.ts'
import type { Judgement } from '../model/conformance.ts'
import type { StartedRig } from '../rig/rig.ts'
import { createAuthorities } from '../rig/server-certificates.ts'
import { startRig } from '../rig/start-rig.ts'
import { wishesOf } from '../rig/wishes.ts'
import type { LoadedProfile } from '../target/profile.ts'
import { TargetError } from '../target/target-error.ts'
import type { CheckDefinition } from './define-check.ts'
import type { Batch } from './plan-batches.ts'
import { runCheck } from './run-check.ts'

/** Judgements of one repetition of a check; the list grows until the bridge that it ran on is put away. */
export interface Repetition {
  readonly check: CheckDefinition
  readonly judgements: Judgement[]
  readonly durationMs: number
}

export interface BatchSettings {
  readonly profile: LoadedProfile
  readonly notes: RunNotes
  readonly folder: string
  readonly run: string
  readonly seed: string
  readonly tls?: boolean | undefined
  readonly repeat: number
  /** Batches that run at the same time. */
  readonly jobs: number
  readonly signal: AbortSignal
  /** Called when a repetition has run; what later scans add is not in it yet. */
  readonly onRepetition: (repetition: Repetition) => void
  /** Checks whose scan looks at every bridge. */
  readonly scanning: readonly CheckDefinition[]
}

/** Runs batches side by side and those that need the machine for themselves alone. */
export async function runBatches(batches: readonly Batch[], settings: BatchSettings): Promise<Repetition[]> {
  const runner = createRunner(settings)
  await runSideBySide(batches.filter(({ exclusive }) => !exclusive), settings.jobs, runner.runBatch)
  await runSideBySide(batches.filter(({ exclusive }) => exclusive), 1, runner.runBatch)
  runner.addScans()
  return runner.repetitions
}

async function runSideBySide(batches: readonly Batch[], jobs: number, run: (batch: Batch) => Promise<void>): Promise<void> {
  const queue = [...batches]
  const work = async (): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) await run(batch)
  }
  const results = await Promise.allSettled(Array.from({ length: Math.min(jobs, batches.length) }, work))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

function createRunner(settings: BatchSettings) {
  const { profile, notes, folder, run, seed, tls = false, repeat, signal, scanning, onRepetition } = settings
  const repetitions: Repetition[] = []
  const patience = new Set<string>()
  const authorities = createAuthorities()
  /** What was found on bridges, some of them put away before the check that scans them had its turn. */
  const scans: { readonly id: string; readonly judgements: readonly Judgement[] }[] = []
  let rigs = 0
  /** The first start prepares the bridge for all. */
  let first: Promise<StartedRig> | undefined

  const start = async (check: CheckDefinition): Promise<StartedRig> => {
    const name = String(++rigs)
    const options = { profile, notes, folder, name, run, seed, tls, authorities, patience, signal }
    if (first === undefined) {
      first = startRig(check.wiring, { ...options, prepared: false })
      return first
    }
    await first
    return startRig(check.wiring, { ...options, prepared: true })
  }

  const last = (id: string): Repetition | undefined => repetitions.findLast(({ check }) => check.id === id)

  const finish = async (rig: StartedRig): Promise<void> => {
    try {
      for (const [id, judgements] of rig.lateScan()) last(id)?.judgements.push(...judgements)
      if (!signal.aborted) for (const { id, scan } of scanning) scans.push({ id, judgements: scan?.(rig) ?? [] })
    } finally {
      await rig[Symbol.asyncDispose]()
    }
  }

  const runBatch = async ({ checks }: Batch): Promise<void> => {
    let rig: StartedRig | undefined
    try {
      for (const check of checks.flatMap((one) => Array.from({ length: repeat }, () => one))) {
        if (signal.aborted) return
        rig ??= await startOrExplain(check)
        if (!rig) continue
        const { judgements, durationMs, clean } = await runCheck(check, rig, folder, signal)
        record({ check, judgements: [...judgements], durationMs })
        if (clean && !wishesOf(check.wiring).fresh) continue
        await finish(rig)
        rig = undefined
      }
    } finally {
      if (rig) await finish(rig)
    }
  }

  const record = (repetition: Repetition): void => {
    repetitions.push(repetition)
    onRepetition(repetition)
  }

  /** When no bridge starts at all the run is broken; when one with special wishes does not, its checks know nothing. */
  const startOrExplain = async (check: CheckDefinition): Promise<StartedRig | undefined> => {
    const isFirst = first === undefined
    try {
      return await start(check)
    } catch (error) {
      signal.throwIfAborted()
      if (isFirst || !(error instanceof TargetError)) throw error
      const [reason = ''] = error.message.split('\n')
      record({ check, judgements: [unknown(check.expectation, `the bridge did not start: ${reason}`)], durationMs: 0 })
      return undefined
    }
  }

  const addScans = (): void => {
    for (const { id, judgements } of scans) last(id)?.judgements.push(...judgements)
  }
  return { runBatch, addScans, repetitions }
}
