import type { CheckDefinition } from '../../../harness/index.ts'
import { shape, status } from './requests.ts'
import { hungIsolated } from './trouble.ts'

/** Webhooks. */
export const postChecks: readonly CheckDefinition[] = [shape, status, hungIsolated]
