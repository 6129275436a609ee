import type { CheckDefinition } from '../../../harness/index.ts'
import { clientText, close, oversize } from './closing.ts'
import { late, shape } from './delivery.ts'
import { fanout, storm } from './fan-out.ts'
import { handshake, negotiation } from './handshake.ts'
import { badClient, ping } from './protocol.ts'
import { neverReads, slow } from './slow-client.ts'

/** The websocket that subscribers listen to. */
export const wsChecks: readonly CheckDefinition[] = [
  shape,
  late,
  ping,
  badClient,
  handshake,
  negotiation,
  fanout,
  close,
  clientText,
  oversize,
  neverReads,
  slow,
  storm,
]
