import type { CheckDefinition } from '../../../harness/index.ts'
import { newlineInjection, percent, percentMalformed } from './percent.ts'

/** The Event Socket client: framing, values, session. */
export const eslChecks: readonly CheckDefinition[] = [percent, percentMalformed, newlineInjection]
