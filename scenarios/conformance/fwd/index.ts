import type { CheckDefinition } from '../../../harness/index.ts'
import { exact } from './exact.ts'
import { latency } from './latency.ts'
import { nodeTrouble } from './node-trouble.ts'
import { twoNodes } from './two-nodes.ts'
import { legOrders } from './order.ts'

/** Forwarding: order, completeness, independence, time. */
export const fwdChecks: readonly CheckDefinition[] = [legOrders, exact, twoNodes, nodeTrouble, latency]
