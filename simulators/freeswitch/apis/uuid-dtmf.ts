import { setVariables } from '../channel/variables.ts'
import { atoi } from '../codec/c-text.ts'
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
    const ms = lengthOf(keys)
    if (ms > 0) setVariables(leg.channel.variables, { last_dtmf_duration: String(ms) })
    return `+OK ${leg.channel.uuid} sent DTMF ${keys}.\n`
  },
}

/** Length of a key and of the pause behind it, milliseconds; shorter keys than the shortest are as long as others. */
const KEY_MS = 250
const PAUSE_MS = 250
const SHORTEST_MS = 50

/** How long it takes to send keys: groups of them with a plus between, each with its length behind an at sign. */
function lengthOf(text: string): number {
  const lengths = text.split('+').map((group) => {
    const [keys = '', given = ''] = group.split('@')
    const ms = atoi(given) > SHORTEST_MS ? atoi(given) : KEY_MS
    return keys.replace(/[^0-9A-Da-dFfwW*#]/g, '').length * (ms + PAUSE_MS)
  })
  return lengths.reduce((sum, length) => sum + length, 0)
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
