import { variableOf } from '../calls/expand-variables.ts'
import type { Leg } from '../calls/leg.ts'
import { serveFifo } from '../calls/serve-fifo.ts'
import { waitInFifo } from '../calls/wait-in-fifo.ts'
import { LOG_ERR } from '../log.ts'
import type { Application } from './application.ts'

const SITE = { file: 'mod_fifo.c', function: 'fifo_function', line: 2616 }
const USAGE =
  'USAGE <fifo name>[!<importance_number>] [in [<announce file>|undef] [<music file>|undef] | ' +
  'out [wait|nowait] [<announce file>|undef] [<music file>|undef]]'

/** `fifo <name> in [<announcement> [<music>]]`, or `fifo <name>[,<name>…] out [wait|nowait] [<announcement> [<music>]]` */
export const fifo: Application = {
  name: 'fifo',
  run({ leg, data }) {
    if (data === '') return complain(leg, 'No Args')
    const [list = '', direction = '', ...rest] = data.split(/ +/)
    const names = list.split(',').map((name) => name.replace(/![^!]*$/s, ''))
    const isConsumer = direction.toLowerCase() === 'out'
    const [wish, ...sounds] = isConsumer ? rest : ['', ...rest]
    const waits = (wish ?? 'wait').toLowerCase()
    const isWrong = isConsumer ? waits !== 'wait' && waits !== 'nowait' : direction.toLowerCase() !== 'in' || names.length > 1
    if (isWrong) return complain(leg, USAGE)
    const [announcement, music] = sounds
    const heard = {
      announcement: soundOf(announcement ?? variableOf(leg, 'fifo_announce')),
      music: soundOf(music ?? variableOf(leg, 'fifo_music')),
    }
    const fifos = names.map((name) => leg.calls.fifos.open(name))
    const given = { list, ...heard }
    if (isConsumer) return serveFifo(leg, fifos, { ...given, waits: waits === 'wait' })
    const [only] = fifos
    return only && waitInFifo(leg, only, given)
  },
}

/** A file or stream; `undef`, `silence` and nothing are none. */
const soundOf = (path: string | undefined): string | undefined =>
  path === undefined || /^(undef|silence)?$/i.test(path) ? undefined : path

function complain({ calls, channel }: Leg, message: string): void {
  calls.core.log({ ...SITE, level: LOG_ERR, message: `${message}\n`, sessionUuid: channel.uuid, textChannel: 'session' })
}
