import type { Calls } from '../calls/calls.ts'
import type { Api } from './api.ts'
import { legApi } from './call-api.ts'
import { hupall } from './hupall.ts'
import { originateApi } from './originate.ts'
import { uuidAnswer, uuidPreAnswer } from './uuid-answer.ts'
import { uuidBreak } from './uuid-break.ts'
import { uuidBridge } from './uuid-bridge.ts'
import { uuidBroadcast } from './uuid-broadcast.ts'
import { uuidDisplay } from './uuid-display.ts'
import { uuidDump } from './uuid-dump.ts'
import { uuidExists } from './uuid-exists.ts'
import { uuidFlushDtmf, uuidRecvDtmf, uuidSendDtmf } from './uuid-dtmf.ts'
import { uuidHold } from './uuid-hold.ts'
import { uuidKill } from './uuid-kill.ts'
import { mediaApis } from './uuid-media.ts'
import { uuidPark } from './uuid-park.ts'
import { schedHangup, schedTransfer } from './sched-call.ts'
import { uuidTransfer } from './uuid-transfer.ts'
import { uuidGetvar, uuidSetvar, uuidSetvarMulti } from './uuid-variables.ts'

/** The API commands that act on the live calls of one node. */
export function callApis(calls: Calls): readonly Api[] {
  const perLeg = [
    uuidAnswer,
    uuidBreak,
    uuidDisplay,
    uuidDump,
    uuidFlushDtmf,
    uuidGetvar,
    uuidKill,
    uuidPark,
    uuidPreAnswer,
    uuidRecvDtmf,
    uuidSendDtmf,
    uuidSetvar,
    uuidSetvarMulti,
    uuidTransfer,
    ...mediaApis,
  ]
  return [
    hupall(calls),
    originateApi(calls),
    schedHangup(calls),
    schedTransfer(calls),
    uuidBridge(calls),
    uuidBroadcast(calls),
    uuidExists(calls),
    uuidHold(calls),
    ...perLeg.map((api) => legApi(calls, api)),
  ]
}
