import { profileOf } from '../channel/channel.ts'
import { CALL_SITES } from '../channel/call-sites.ts'
import { fireChannelEvent } from '../channel/fire.ts'
import { setVariables } from '../channel/variables.ts'
import { FAILED, type LegApi, SUCCESS } from './call-api.ts'

/** `uuid_display <uuid> <name>|<number>`: what the phone of the leg shows. */
export const uuidDisplay: LegApi = {
  name: 'uuid_display',
  words: 2,
  usage: '-USAGE: <uuid> <display>\n',
  unknown: FAILED,
  run(leg, rest) {
    const [name = '', number = name] = rest.split('|')
    setVariables(leg.channel.variables, { last_sent_callee_id_name: name, last_sent_callee_id_number: number })
    if (leg.endpoint.kind !== 'sofia') return SUCCESS
    fireChannelEvent(leg.calls.stage, leg.channel, 'CALL_UPDATE', CALL_SITES.callUpdateSent, {
      before: [
        ['Direction', 'SEND'],
        ['Sent-Callee-ID-Name', name],
        ['Sent-Callee-ID-Number', number],
        ['Bridged-To', profileOf(leg.channel).uniqueId],
      ],
    })
    return SUCCESS
  },
}
