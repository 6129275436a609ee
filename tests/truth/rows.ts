import type { Row } from './row.ts'
import { autocannonTrap } from './rows/autocannon-trap.ts'
import { eslBacklog } from './rows/esl-backlog.ts'
import { eslKill } from './rows/esl-kill.ts'
import { fixedDelay } from './rows/fixed-delay.ts'
import { freeze } from './rows/freeze.ts'
import { gate } from './rows/gate.ts'
import { hdrLog } from './rows/hdr-log.ts'
import { health } from './rows/health.ts'
import { knownCapacity } from './rows/known-capacity.ts'
import { knownFaults } from './rows/known-faults.ts'
import { merge } from './rows/merge.ts'
import { packetCapture } from './rows/packet-capture.ts'

/** Everything that the harness is held against, in the order in which it is measured. */
export const ROWS: readonly Row[] = [
  fixedDelay,
  packetCapture,
  freeze,
  autocannonTrap,
  knownFaults,
  eslBacklog,
  eslKill,
  merge,
  hdrLog,
  knownCapacity,
  health,
  gate,
]
