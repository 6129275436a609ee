import type { CheckDefinition } from '../../../harness/index.ts'
import { bridge, corpus } from './flows.ts'

/** Recordings of a real FreeSWITCH, replayed. */
export const goldChecks: readonly CheckDefinition[] = [bridge, corpus]
