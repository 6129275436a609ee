import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError } from './usage-error.ts'

/**
 * Makes the folder of reports before anything runs: nobody should learn after the run that it cannot be written down.
 * @throws UsageError when it cannot be made or written to
 */
export function makeReportFolder(path: string): void {
  try {
    makeFolder(resolve(path))
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`Cannot write reports to ${JSON.stringify(path)} as it must be a folder that can be written to: ${why}`, { cause })
  }
}

/** Step by step: Node 20 tries for ever to make a folder with its parents where the system allows none, as in /proc. */
function makeFolder(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return
  const parent = dirname(path)
  if (!stat && parent !== path) makeFolder(parent)
  try {
    mkdirSync(path)
  } catch (error) {
    // Somebody else may have made it in the meantime.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
