import type { Rig } from '../../../harness/index.ts'

export interface Rate {
  readonly perSecond: number
  readonly count: number
  /** Ends it before the count is reached. @default never */
  readonly until?: () => boolean
}

/**
 * Sends one after the other at a steady rate, each when it is due whatever became of those before. Resolves with the
 * milliseconds by which the latest was late.
 */
export async function atRate(rig: Rig, { perSecond, count, until = () => false }: Rate, send: (index: number, dueAt: number) => void): Promise<number> {
  const startAt = rig.now()
  let latest = 0
  for (let index = 0; index < count && !until(); index++) {
    const dueAt = startAt + (index * 1000) / perSecond
    await rig.until(() => rig.now() >= dueAt, 60_000)
    latest = Math.max(latest, rig.now() - dueAt)
    send(index, dueAt)
  }
  return latest
}

/** Lateness above which the load was not the one that was asked for. */
export const LATE_MS = 1000
