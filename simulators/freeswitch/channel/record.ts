import { CALL_SITES } from './call-sites.ts'
import type { Channel } from './channel.ts'
import { L16, setReadCodec } from './codec.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** What was recorded; all decimal. */
export interface Recorded {
  /** Octets of the file. */
  readonly size: string
  readonly seconds: string
  readonly milliseconds: string
  readonly samples: string
}

/** The application `record` begins: CODEC, then RECORD_START. */
export function recordStart(stage: Stage, channel: Channel, path: string): void {
  setVariables(channel.variables, { silence_hits_exhausted: 'false' })
  setReadCodec(stage, channel, L16)
  fireChannelEvent(stage, channel, 'RECORD_START', CALL_SITES.recordStart, { after: [['Record-File-Path', path]] })
}

/** It ends: RECORD_STOP, then CODEC. */
export function recordStop(stage: Stage, channel: Channel, path: string, recorded: Recorded): void {
  setVariables(channel.variables, {
    record_record_file_size: recorded.size,
    record_file_size: recorded.size,
    record_seconds: recorded.seconds,
    record_ms: recorded.milliseconds,
    record_samples: recorded.samples,
  })
  fireChannelEvent(stage, channel, 'RECORD_STOP', CALL_SITES.recordStop, { after: [['Record-File-Path', path]] })
  setReadCodec(stage, channel, L16)
}
