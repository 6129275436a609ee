import type { HangupCause } from '../channel/hangup-cause.ts'
import { hangUp } from '../calls/leg.ts'
import { atoi } from '../codec/c-text.ts'
import type { Application } from './application.ts'

/** Causes that the server makes of SIP answers. */
const CAUSES: Readonly<Record<number, HangupCause>> = {
  401: 'CALL_REJECTED',
  403: 'CALL_REJECTED',
  404: 'UNALLOCATED_NUMBER',
  408: 'RECOVERY_ON_TIMER_EXPIRE',
  410: 'NUMBER_CHANGED',
  480: 'NO_USER_RESPONSE',
  486: 'USER_BUSY',
  487: 'ORIGINATOR_CANCEL',
  500: 'NORMAL_TEMPORARY_FAILURE',
  503: 'NORMAL_TEMPORARY_FAILURE',
  600: 'USER_BUSY',
  603: 'CALL_REJECTED',
}

/** `respond <SIP status> [<phrase>]`: the caller is refused with that answer. */
export const respond: Application = {
  name: 'respond',
  run({ leg, data }) {
    const status = atoi(data.trim())
    if (status >= 300) hangUp(leg, CAUSES[status] ?? 'NORMAL_CLEARING')
  },
}
