import type { FlowName } from '../../traffic/workload.ts'
import { answered } from './answered.ts'
import { blindTransferFlow } from './blind-transfer.ts'
import { bridgedHangupA } from './bridged-hangup-a.ts'
import { bridgedHangupB } from './bridged-hangup-b.ts'
import { busy } from './busy.ts'
import { callerCancel } from './caller-cancel.ts'
import { conferenceFlow } from './conference.ts'
import type { FlowScript } from './flow-script.ts'
import { holdFlow } from './hold.ts'
import { keypad } from './keypad.ts'
import { rejected } from './rejected.ts'
import { ringingNoAnswer } from './ringing-no-answer.ts'

/** The scripts of all call flows, by name. */
export const FLOW_SCRIPTS: Readonly<Record<FlowName, FlowScript>> = {
  answered,
  'blind-transfer': blindTransferFlow,
  'bridged-hangup-a': bridgedHangupA,
  'bridged-hangup-b': bridgedHangupB,
  busy,
  'caller-cancel': callerCancel,
  conference: conferenceFlow,
  hold: holdFlow,
  keypad,
  rejected,
  'ringing-no-answer': ringingNoAnswer,
}
