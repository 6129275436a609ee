import { mediaBugStart, mediaBugStop } from '../channel/media-bug.ts'
import { type LegApi, NO_SESSION, SUCCESS } from './call-api.ts'

const USAGE = '-USAGE: <uuid> [start|stop] <path> [<limit>] [mux]\n'

/** `uuid_displace <uuid> start|stop <path>`: the leg hears a file in place of the other one, or with it. */
export const uuidDisplace: LegApi = {
  name: 'uuid_displace',
  words: 3,
  usage: USAGE,
  unknown: NO_SESSION,
  run({ calls, channel, displaced }, rest) {
    const [action = '', path = ''] = rest.split(/ +/)
    const bug = { function: 'displace', target: path }
    switch (action.toLowerCase()) {
      case 'start':
        if (displaced.has(path) || calls.soundMs(path) === undefined) return '-ERR Cannot displace session!\n'
        displaced.add(path)
        mediaBugStart(calls.stage, channel, bug)
        return SUCCESS
      case 'stop':
        if (!displaced.delete(path)) return '-ERR Cannot stop displace session!\n'
        mediaBugStop(calls.stage, channel, bug)
        return SUCCESS
      default:
        return USAGE
    }
  },
}
