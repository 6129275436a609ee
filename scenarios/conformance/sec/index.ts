import type { CheckDefinition } from '../../../harness/index.ts'
import { keyMissing, keyWrong } from './key.ts'

/** Access and injection. */
export const secChecks: readonly CheckDefinition[] = [keyMissing, keyWrong]
