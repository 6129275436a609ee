import type { CheckDefinition } from '../../../harness/index.ts'
import { endAsync, endSync, notFull } from './end.ts'
import { parallel } from './parallel.ts'
import { release } from './release.ts'
import { connect, start } from './start.ts'

/** Calls that FreeSWITCH brings by an outbound socket. */
export const esoChecks: readonly CheckDefinition[] = [connect, start, endAsync, endSync, release, notFull, parallel]
