import { writeFileSync } from 'node:fs'

/**
 * A bridge whose wall clock follows a file: the file holds an offset in seconds as libfaketime reads it (`+3600`). A
 * profile passes it on either to libfaketime (`LD_PRELOAD`, `FAKETIME_TIMESTAMP_FILE`, with the monotonic clock left
 * alone) or, for Node, to the module beside this file (`--import`).
 */

/** URL of the module that makes a Node program's `Date` follow the file that FAKETIME_TIMESTAMP_FILE names. */
export const CLOCK_MODULE = new URL('clock-module.mjs', import.meta.url).href

/** Where the offset stands, below the folder of the bridge's files. */
export const clockFile = (folder: string): string => `${folder}/clock`

/** What it holds at first. */
export const NO_OFFSET = '+0'

/** Steps the wall clock of a bridge to this many seconds from ours. */
export function stepClock(file: string, seconds: number): void {
  writeFileSync(file, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}`)
}
