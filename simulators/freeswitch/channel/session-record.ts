import type { FsHeader } from '../codec/event.ts'
import { CALL_SITES } from './call-sites.ts'
import type { Channel } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Recorded } from './record.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** What was recorded, and why it ended where nobody told it to. */
export interface SessionRecorded extends Recorded {
  readonly cause: string | undefined
}

/** `uuid_record start`: RECORD_START while something else runs. */
export function sessionRecordStart(stage: Stage, channel: Channel, path: string): void {
  fireChannelEvent(stage, channel, 'RECORD_START', CALL_SITES.sessionRecordStart, { after: [['Record-File-Path', path]] })
}

/** `uuid_record stop`, or its end: RECORD_STOP. */
export function sessionRecordStop(stage: Stage, channel: Channel, path: string, recorded: SessionRecorded): void {
  const { cause } = recorded
  setVariables(channel.variables, {
    record_file_size: recorded.size,
    record_samples: recorded.samples,
    record_seconds: recorded.seconds,
    record_ms: recorded.milliseconds,
    ...(cause !== undefined && { record_completion_cause: cause }),
  })
  const after: FsHeader[] = [['Record-File-Path', path]]
  if (cause !== undefined) after.push(['Record-Completion-Cause', cause])
  fireChannelEvent(stage, channel, 'RECORD_STOP', CALL_SITES.sessionRecordStop, { after })
}
