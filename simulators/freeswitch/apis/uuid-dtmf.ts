import { pressKeys } from '../calls/press-keys.ts'
import { type LegApi, NO_SESSION, OK } from './call-api.ts'

const USAGE = '-USAGE: <uuid> <dtmf_data>\n'

/** `uuid_send_dtmf <uuid> <keys>`: the far end of the leg hears them. */
export const uuidSendDtmf: LegApi = {
  name: 'uuid_send_dtmf',
  words: 2,
  usage: USAGE,
  unknown: NO_SESSION,
  run(leg, keys) {
    leg.endpoint.sendDigits(leg, keys)
    return `+OK ${leg.channel.uuid} sent DTMF ${keys}.\n`
  },
}

/** `uuid_recv_dtmf <uuid> <keys>`: the leg hears them. */
export const uuidRecvDtmf: LegApi = {
  name: 'uuid_recv_dtmf',
  words: 2,
  usage: USAGE,
  unknown: NO_SESSION,
  run(leg, keys) {
    pressKeys(leg, keys)
    return `+OK ${leg.channel.uuid} received DTMF ${keys}.\n`
  },
}

/** `uuid_flush_dtmf <uuid>`: keys that wait are forgotten. */
export const uuidFlushDtmf: LegApi = {
  name: 'uuid_flush_dtmf',
  unknown: '-ERR No such session\n',
  run(leg) {
    leg.digits.splice(0)
    return OK
  },
}
