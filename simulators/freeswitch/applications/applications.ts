import { socket } from '../outbound/socket.ts'
import { answer } from './answer.ts'
import type { Application } from './application.ts'
import { bridge } from './bridge.ts'
import { conference } from './conference.ts'
import { echo } from './echo.ts'
import { event } from './event.ts'
import { exportVariable } from './export.ts'
import { fifo } from './fifo.ts'
import { hangup } from './hangup.ts'
import { log } from './log.ts'
import { multiset } from './multiset.ts'
import { park } from './park.ts'
import { playback } from './playback.ts'
import { preAnswer } from './pre-answer.ts'
import { record } from './record.ts'
import { recordSession, stopRecordSession } from './record-session.ts'
import { respond } from './respond.ts'
import { ringReady } from './ring-ready.ts'
import { set } from './set.ts'
import { sleep } from './sleep.ts'
import { stopToneDetect, toneDetect } from './tone-detect.ts'
import { transfer } from './transfer.ts'
import { unset } from './unset.ts'
import { valetPark } from './valet-park.ts'

/** The applications of a node. Any other name hangs the call up, as on the real server. */
export function builtInApplications(): readonly Application[] {
  return [
    answer,
    bridge,
    conference,
    echo,
    event,
    exportVariable,
    fifo,
    hangup,
    log,
    multiset,
    park,
    playback,
    preAnswer,
    record,
    recordSession,
    respond,
    ringReady,
    set,
    sleep,
    stopRecordSession,
    stopToneDetect,
    socket,
    toneDetect,
    transfer,
    unset,
    valetPark,
  ]
}
