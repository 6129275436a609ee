import type { FsHeader } from '../codec/event.ts'
import type { CallSite } from '../events/base-headers.ts'
import { eventType } from '../events/event-types.ts'
import type { SwitchCore } from '../switch-core.ts'
import type { Api } from './api.ts'
import { separateWords } from './separate-words.ts'

const FILE = 'mod_dptools.c'
const SENT_AT: CallSite = { file: FILE, function: 'presence_api_function', line: 2087 }

/** `presence in <user> <rpid> <message>` or `presence out <user>`: PRESENCE_IN or PRESENCE_OUT. */
export const presence: Api = {
  name: 'presence',
  run({ core, args }) {
    const words = separateWords(args, 4)
    const [way = '', user = '', rpid = '', status = ''] = words
    const isOut = way.toLowerCase() === 'out'
    if (words.length === 0 || (!isOut && words.length !== 4)) return 'Invalid'
    const told: FsHeader[] = isOut ? [['status', 'CS_HANGUP']] : [['rpid', rpid], ['status', status]]
    fire(core, isOut ? 'PRESENCE_OUT' : 'PRESENCE_IN', user, told)
    return 'Event Sent'
  },
}

function fire(core: SwitchCore, name: 'PRESENCE_IN' | 'PRESENCE_OUT', user: string, told: readonly FsHeader[]): void {
  const from: FsHeader[] = user === '' ? [] : [['from', user]]
  const headers: FsHeader[] = [
    ...core.baseHeaders(name, SENT_AT),
    ['proto', 'dp'],
    ['login', FILE],
    ...from,
    ...told,
    ['event_type', 'presence'],
    ['alt_event_type', 'dialog'],
    ['event_count', '0'],
  ]
  core.fireEvent({ type: eventType(name), subclass: undefined, headers, body: undefined })
}
