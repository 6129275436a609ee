import type { CheckDefinition } from '../../../harness/index.ts'
import { endOnce, routeOnce, routeTransfer, startAnswer } from './calls.ts'
import { endFields, orphan } from './ends.ts'
import { callidDrift, ids } from './ids.ts'
import { health, upDown } from './machines.ts'
import { messageOwn, messageReceive, messageSend } from './messages.ts'
import { expired, registered } from './registrations.ts'
import { unmapped } from './unmapped.ts'

/** From Event Socket events to contract events. */
export const mapChecks: readonly CheckDefinition[] = [
  startAnswer,
  routeOnce,
  routeTransfer,
  endOnce,
  endFields,
  orphan,
  ids,
  callidDrift,
  registered,
  expired,
  health,
  upDown,
  messageReceive,
  messageOwn,
  messageSend,
  unmapped,
]
