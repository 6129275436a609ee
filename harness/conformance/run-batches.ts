import { setMaxListeners } from 'node:events'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import type { Judgement } from '../model/conformance.ts'
import type { StartedRig } from '../rig/rig.ts'
import { createRoom } from '../rig/room.ts'
import { createAuthorities } from '../rig/server-certificates.ts'
import { startRig } from '../rig/start-rig.ts'
import { wishesOf } from '../rig/wishes.ts'
import type { LoadedProfile } from '../target/profile.ts'
import { TargetError } from '../target/target-error.ts'
import type { CheckDefinition } from './define-check.ts'
import { judgeStart } from './judge-start.ts'
import type { Batch, Lane } from './plan-batches.ts'
import { presentJudgement } from './present-judgement.ts'
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
  /** Batches that work at the same time; as many again and twice wait beside them. */
  readonly jobs: number
  readonly signal: AbortSignal
  /** Called when a repetition has run; what later scans add is not in it yet. */
  readonly onRepetition: (repetition: Repetition) => void
  /** Checks whose scan looks at every bridge. */
  readonly scanning: readonly CheckDefinition[]
}

/** What all bridges together may fill of our memory, octets. */
const ROOM = 512 * 2 ** 20
/** Batches that wait, for each one that works: they cost memory and hardly anything else. */
const WAITING_PER_JOB = 2
/** Starts that fail in a row before the run is given up: a bridge that starts no more would be waited for again and again. */
const VAIN_STARTS = 5

/** Runs batches side by side, in their order, and those that need the machine for themselves alone at the end. */
export async function runBatches(batches: readonly Batch[], settings: BatchSettings): Promise<Repetition[]> {
  // Every bridge that starts listens to it.
  setMaxListeners(0, settings.signal)
  const runner = createRunner(settings)
  const { jobs } = settings
  const inLane = (lane: Lane, atOnce: number): Promise<void> => runSideBySide(batches.filter((batch) => batch.lane === lane), atOnce, runner.runBatch)
  await allDone([inLane('waiting', WAITING_PER_JOB * jobs), inLane('working', jobs)])
  await inLane('exclusive', 1)
  runner.addScans()
  return runner.repetitions
}

async function runSideBySide(batches: readonly Batch[], jobs: number, run: (batch: Batch) => Promise<void>): Promise<void> {
  const queue = [...batches]
  const work = async (): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) await run(batch)
  }
  await allDone(Array.from({ length: Math.min(jobs, batches.length) }, work))
}

/** Waits for all of them, also when one fails: what they hold must be given back first. */
async function allDone(works: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(works)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

function createRunner(settings: BatchSettings) {
  const { profile, notes, folder, run, seed, tls = false, repeat, signal, scanning, onRepetition } = settings
  const repetitions: Repetition[] = []
  const patience = new Set<string>()
  const authorities = createAuthorities()
  /** What was found on bridges, some of them put away before the check that scans them had its turn. */
  const scans: { readonly id: string; readonly judgements: readonly Judgement[] }[] = []
  const room = createRoom(ROOM)
  let rigs = 0
  let vainStarts = 0
  /** The first start prepares the bridge for all. */
  let first: Promise<StartedRig> | undefined

  const start = async (check: CheckDefinition): Promise<StartedRig> => {
    const name = String(++rigs)
    const options = { profile, notes, folder, name, run, seed, tls, authorities, patience, signal, room }
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
      const present = (judgements: readonly Judgement[]): Judgement[] => judgements.map((judgement) => presentJudgement(judgement, rig.redact))
      for (const [id, judgements] of rig.lateScan()) last(id)?.judgements.push(...present(judgements))
      if (!signal.aborted) for (const { id, scan } of scanning) scans.push({ id, judgements: present(scan?.(rig) ?? []) })
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

  /** When no bridge starts the run is broken; one that starts with others and not for this check is judged. */
  const startOrExplain = async (check: CheckDefinition): Promise<StartedRig | undefined> => {
    const isFirst = first === undefined
    try {
      const rig = await start(check)
      vainStarts = 0
      return rig
    } catch (error) {
      signal.throwIfAborted()
      if (isFirst || !(error instanceof TargetError) || ++vainStarts >= VAIN_STARTS) throw error
      record({ check, judgements: [presentJudgement(judgeStart(check, error), (text) => text)], durationMs: 0 })
      return undefined
    }
  }

  const addScans = (): void => {
    for (const { id, judgements } of scans) last(id)?.judgements.push(...judgements)
  }
  return { runBatch, addScans, repetitions }
}
