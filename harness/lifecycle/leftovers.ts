import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, resolve } from 'node:path'
import { readNotedRuns } from './noted-runs.ts'
import { isRunning, type ProcessIdentity } from './process-identity.ts'
import type { Belonging } from './run-note.ts'
import { waitUntil } from './wait-until.ts'

/** What became of one thing that a dead harness had left. */
export interface Leftover {
  /** Pid and start (ISO 8601) of the harness that left it. */
  readonly harnessPid: number
  readonly startedAt: string
  readonly kind: Belonging['kind']
  readonly title: string
  /** `removed`, `gone` before we came, or `kept` because it could not be removed now. */
  readonly outcome: 'removed' | 'gone' | 'kept'
  /** Why it was kept. */
  readonly reason?: string
}

export interface CleanOptions {
  /** Removes every container that has this label (`key=value`) and returns how many there were. */
  readonly removeContainers: (label: string) => Promise<number>
  /** Folder of the notes. @default that of this user */
  readonly folder?: string
}

/**
 * Removes what harnesses left that died without cleaning up. Processes are killed only when both pid and start time
 * match; notes of a run are deleted once nothing of it is left.
 */
export async function cleanLeftovers(options: CleanOptions): Promise<Leftover[]> {
  const found: Leftover[] = []
  for (const run of readNotedRuns(options.folder)) {
    if (isRunning(run.harness)) continue
    const ofRun: Leftover[] = []
    // Last one first, as an orderly end would have it: a process before its files.
    for (const belonging of run.remaining.toReversed()) {
      const origin = { harnessPid: run.harness.pid, startedAt: run.startedAt }
      ofRun.push({ ...origin, kind: belonging.kind, title: belonging.title, ...(await remove(belonging, options)) })
    }
    if (ofRun.every(({ outcome }) => outcome !== 'kept')) rmSync(run.file, { force: true })
    found.push(...ofRun)
  }
  return found
}

/** One sentence about each leftover worth a word: what had vanished by itself is not. */
export function describeLeftovers(leftovers: readonly Leftover[]): string[] {
  return leftovers
    .filter(({ outcome }) => outcome !== 'gone')
    .map(({ harnessPid, startedAt, title, outcome, reason }) => {
      const what = `${title} of the run that started at ${startedAt} (process ${harnessPid}) and did not end properly`
      return outcome === 'removed' ? `Cleaned up ${what}` : `Cannot clean up ${what}: ${reason ?? 'unknown reason'}`
    })
}

/** Last resort at a second Ctrl-C: kills and deletes without waiting. Containers are left to the next start. */
export function abandon(belongings: readonly Belonging[]): void {
  for (const belonging of belongings) {
    if (belonging.kind === 'process') killGroup(belonging.process)
    else if (belonging.kind === 'folder') removeFolder(belonging.path)
  }
}

type Outcome = Pick<Leftover, 'outcome' | 'reason'>

async function remove(belonging: Belonging, { removeContainers }: CleanOptions): Promise<Outcome> {
  try {
    switch (belonging.kind) {
      case 'process':
        return { outcome: (await removeProcess(belonging.process)) ? 'removed' : 'gone' }
      case 'containers':
        return { outcome: (await removeContainers(belonging.label)) > 0 ? 'removed' : 'gone' }
      case 'folder':
        return { outcome: removeFolder(belonging.path) ? 'removed' : 'gone' }
    }
  } catch (error) {
    return { outcome: 'kept', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function removeProcess(identity: ProcessIdentity): Promise<boolean> {
  if (!killGroup(identity)) return false
  await waitUntil(`process ${identity.pid} ends`, () => !isRunning(identity), { withinMs: 5000 })
  return true
}

function killGroup(identity: ProcessIdentity): boolean {
  if (!isRunning(identity)) return false
  process.kill(-identity.pid, 'SIGKILL')
  return true
}

/** Removes a folder of ours, and no other whatever the note says. */
function removeFolder(path: string): boolean {
  const folder = resolve(path)
  if (dirname(folder) !== resolve(tmpdir()) || !basename(folder).startsWith('callstorm-')) {
    throw new Error(`Cannot remove "${folder}" as it must be a callstorm folder below "${tmpdir()}"`)
  }
  try {
    rmSync(folder, { recursive: true })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
