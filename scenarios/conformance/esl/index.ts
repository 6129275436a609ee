import type { CheckDefinition } from '../../../harness/index.ts'
import { coalesced, everySplit, oneByte } from './framing.ts'
import { newlineInjection, percent, percentMalformed } from './percent.ts'
import { notice, resubscribe } from './session.ts'

/** The Event Socket client: framing, values, session. */
export const eslChecks: readonly CheckDefinition[] = [oneByte, everySplit, coalesced, percent, percentMalformed, newlineInjection, notice, resubscribe]
