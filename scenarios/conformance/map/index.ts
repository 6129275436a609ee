import type { CheckDefinition } from '../../../harness/index.ts'
import { endOnce, routeOnce, startAnswer } from './calls.ts'
import { unmapped } from './unmapped.ts'

/** From Event Socket events to contract events. */
export const mapChecks: readonly CheckDefinition[] = [startAnswer, routeOnce, endOnce, unmapped]
