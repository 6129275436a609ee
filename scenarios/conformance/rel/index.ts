import type { CheckDefinition } from '../../../harness/index.ts'
import { sigterm } from './stop.ts'

/** Reliability and operation. */
export const relChecks: readonly CheckDefinition[] = [sigterm]
