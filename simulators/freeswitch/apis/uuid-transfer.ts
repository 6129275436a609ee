import { type Leg } from '../calls/leg.ts'
import { transferLeg } from '../calls/transfer-leg.ts'
import { type LegApi, NO_SUCH_CHANNEL, OK } from './call-api.ts'

/** `uuid_transfer <uuid> [-bleg|-both] <number> [<dialplan> [<context>]]` */
export const uuidTransfer: LegApi = {
  name: 'uuid_transfer',
  words: 2,
  usage: '-USAGE: <uuid> [-bleg|-both] <dest-exten> [<dialplan>] [<context>]\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, rest, calls) {
    const words = rest.split(/ +/)
    const flag = words[0]?.startsWith('-') === true ? words.shift()?.toLowerCase() : undefined
    const [number = '', dialplan, context] = words
    const partner = calls.locate(String(leg.channel.variables.get('bridge_to') ?? ''))
    const legs: (Leg | undefined)[] = flag === undefined ? [leg] : flag === '-bleg' ? [partner] : [leg, partner]
    for (const target of legs) if (target !== undefined) transferLeg(target, { number, dialplan, context })
    return OK
  },
}
