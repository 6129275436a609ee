import { startRecording, stopRecording } from '../calls/recordings.ts'
import { atoi } from '../codec/c-text.ts'
import type { Application } from './application.ts'

/** `record_session <file>[+<seconds>]`: records while the dialplan goes on. */
export const recordSession: Application = {
  name: 'record_session',
  run({ leg, data }) {
    const [path = '', limit = ''] = data.split('+')
    if (path !== '') startRecording(leg, path, atoi(limit))
  },
}

/** `stop_record_session <file>` */
export const stopRecordSession: Application = {
  name: 'stop_record_session',
  run: ({ leg, data }) => void stopRecording(leg, data),
}
