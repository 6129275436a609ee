import { HANGUP_SITES } from '../calls/call-log.ts'
import { parseCause } from '../calls/cause.ts'
import { hangUp } from '../calls/leg.ts'
import { type LegApi, NO_SUCH_CHANNEL, OK } from './call-api.ts'

/** `uuid_kill <uuid> [<cause>]` */
export const uuidKill: LegApi = {
  name: 'uuid_kill',
  usage: '-USAGE: <uuid> [cause]\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, rest) {
    hangUp(leg, parseCause(rest), HANGUP_SITES.kill)
    return OK
  },
  runPlanned(leg, rest) {
    leg.kill(parseCause(rest))
    return OK
  },
}
