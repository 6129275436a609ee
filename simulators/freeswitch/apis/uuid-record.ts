import { startRecording, stopRecording, stopRecordings } from '../calls/recordings.ts'
import { atoi } from '../codec/c-text.ts'
import { type LegApi, NO_SESSION, SUCCESS } from './call-api.ts'

const USAGE = '-USAGE: <uuid> [start|stop|mask|unmask] <path> [<limit>] [<recording_vars>]\n'

/** `uuid_record <uuid> start|stop|mask|unmask <path> [<seconds>]` */
export const uuidRecord: LegApi = {
  name: 'uuid_record',
  words: 3,
  usage: USAGE,
  unknown: NO_SESSION,
  run(leg, rest) {
    const [action = '', path = '', limit = ''] = rest.split(/ +/)
    switch (action.toLowerCase()) {
      case 'start':
        return startRecording(leg, path, atoi(limit)) ? SUCCESS : '-ERR Cannot record session!\n'
      case 'stop':
        if (path === 'all') stopRecordings(leg)
        else if (!stopRecording(leg, path)) return '-ERR Cannot stop record session!\n'
        return SUCCESS
      case 'mask':
      case 'unmask':
        return leg.recordings.has(path) ? SUCCESS : `-ERR Cannot ${action.toLowerCase()} recording session!\n`
      default:
        return USAGE
    }
  },
}
