/** Every conformance check, by topic. */
import type { CheckDefinition } from '../../harness/index.ts'
import { eslChecks } from './esl/index.ts'

export const CHECKS: readonly CheckDefinition[] = [...eslChecks]
