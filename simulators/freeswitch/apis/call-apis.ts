import type { Calls } from '../calls/calls.ts'
import type { Api } from './api.ts'
import { legApi } from './call-api.ts'
import { conferenceApi } from './conference.ts'
import { hupall } from './hupall.ts'
import { originateApi } from './originate.ts'
import { uuidAnswer, uuidPreAnswer } from './uuid-answer.ts'
import { uuidBreak } from './uuid-break.ts'
import { uuidBuglist } from './uuid-buglist.ts'
import { uuidBridge } from './uuid-bridge.ts'
import { uuidBroadcast } from './uuid-broadcast.ts'
import { uuidDisplace } from './uuid-displace.ts'
import { uuidDisplay } from './uuid-display.ts'
import { uuidDump } from './uuid-dump.ts'
import { uuidExists } from './uuid-exists.ts'
import { uuidFlushDtmf, uuidRecvDtmf, uuidSendDtmf } from './uuid-dtmf.ts'
import { uuidHold } from './uuid-hold.ts'
import { uuidKill } from './uuid-kill.ts'
import { mediaApis } from './uuid-media.ts'
import { uuidPark } from './uuid-park.ts'
import { uuidRecord } from './uuid-record.ts'
import { schedHangup, schedTransfer } from './sched-call.ts'
import { uuidTransfer } from './uuid-transfer.ts'
import { valetInfo } from './valet-info.ts'
import { uuidGetvar, uuidSetvar, uuidSetvarMulti } from './uuid-variables.ts'

/** The API commands that act on the live calls of one node. */
export function callApis(calls: Calls): readonly Api[] {
  const perLeg = [
    uuidAnswer,
    uuidBreak,
    uuidBuglist,
    uuidDisplace,
    uuidDisplay,
    uuidDump,
    uuidFlushDtmf,
    uuidGetvar,
    uuidKill,
    uuidPark,
    uuidPreAnswer,
    uuidRecord,
    uuidRecvDtmf,
    uuidSendDtmf,
    uuidSetvar,
    uuidSetvarMulti,
    uuidTransfer,
    ...mediaApis,
  ]
  return [
    conferenceApi(calls),
    hupall(calls),
    originateApi(calls),
    schedHangup(calls),
    schedTransfer(calls),
    uuidBridge(calls),
    uuidBroadcast(calls),
    uuidExists(calls),
    uuidHold(calls),
    valetInfo(calls),
    ...perLeg.map((api) => legApi(calls, api)),
  ]
}
