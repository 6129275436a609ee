import type { CheckDefinition } from '../../../harness/index.ts'
import { decode } from './form.ts'
import { notPost, pipeline } from './http.ts'

/** Events that softswitch machines POST. */
export const ingChecks: readonly CheckDefinition[] = [decode, pipeline, notPost]
