import type { CheckDefinition } from '../../../harness/index.ts'
import { churn } from './churn.ts'
import { clock } from './clock.ts'
import { config } from './config.ts'
import { restart, startOrder } from './recovery.ts'
import { sigterm } from './stop.ts'

/** Reliability and operation. */
export const relChecks: readonly CheckDefinition[] = [sigterm, startOrder, restart, clock, churn, config]
