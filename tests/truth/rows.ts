import type { Row } from './row.ts'
import { fixedDelay } from './rows/fixed-delay.ts'

/** Everything that the harness is held against, in the order in which it is measured. */
export const ROWS: readonly Row[] = [fixedDelay]
