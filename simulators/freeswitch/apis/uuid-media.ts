import { hangUp } from '../calls/leg.ts'
import { setVariables } from '../channel/variables.ts'
import { FAILED, type LegApi, NO_SUCH_CHANNEL, OK, SUCCESS } from './call-api.ts'

const AUDIO_USAGE = '-USAGE: <uuid> [start [read|write] [mute|level <level>]|stop]\n'

/** Commands about what a leg hears and says. They answer as the real ones; nothing changes that an event would tell. */
export const mediaApis: readonly LegApi[] = [
  {
    name: 'uuid_audio',
    words: 2,
    usage: AUDIO_USAGE,
    unknown: NO_SUCH_CHANNEL,
    run: (_, rest) => (/^(?:stop\b|start +(?:read|write) +(?:mute|level) +\S)/i.test(rest) ? OK : AUDIO_USAGE),
  },
  {
    name: 'uuid_debug_media',
    words: 3,
    usage: '-USAGE: <uuid> <read|write|both|vread|vwrite|vboth|all> <on|off>\n',
    unknown: FAILED,
    run: () => SUCCESS,
  },
  {
    name: 'uuid_deflect',
    words: 2,
    usage: '-USAGE: <uuid> <uri>\n',
    unknown: (uuid) => `-ERR No such channel ${uuid}!\n`,
    run(leg) {
      setVariables(leg.channel.variables, { sip_refer_status_code: '202' })
      hangUp(leg, 'BLIND_TRANSFER')
      return '+OK:\n'
    },
  },
  { name: 'uuid_phone_event', usage: `-USAGE: <uuid>\n${FAILED}`, unknown: FAILED, run: () => SUCCESS },
  { name: 'uuid_media', usage: `-USAGE: [off] <uuid>\n${FAILED}`, unknown: FAILED, run: () => SUCCESS },
]
