import type { CheckDefinition } from '../../../harness/index.ts'
import { coreFields, fieldSet } from './fields.ts'
import { passthrough, types } from './received.ts'
import { timestampFormat, timestampOrigin } from './times.ts'
import { outputsEqual, utf8 } from './values.ts'

/** The event schema: which fields, which types, which text. */
export const evtChecks: readonly CheckDefinition[] = [coreFields, fieldSet, outputsEqual, timestampFormat, timestampOrigin, types, passthrough, utf8]
