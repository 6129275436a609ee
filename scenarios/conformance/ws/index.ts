import type { CheckDefinition } from '../../../harness/index.ts'
import { late, shape } from './delivery.ts'
import { badClient, ping } from './protocol.ts'

/** The websocket that subscribers listen to. */
export const wsChecks: readonly CheckDefinition[] = [shape, late, ping, badClient]
