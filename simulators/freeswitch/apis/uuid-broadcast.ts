import type { Calls } from '../calls/calls.ts'
import type { Leg } from '../calls/leg.ts'
import { queueApplication } from '../calls/queue-application.ts'
import type { Api } from './api.ts'

/** `uuid_broadcast <uuid> <file>|<application>::<argument> [aleg|bleg|holdb|both]` */
export const uuidBroadcast = (calls: Calls): Api => ({
  name: 'uuid_broadcast',
  run({ args }) {
    const [uuid = '', path, flag = 'aleg'] = args.split(/ +/)
    if (path === undefined) return '-USAGE: <uuid> <path> [aleg|bleg|holdb|both]\n'
    const leg = calls.locate(uuid)
    if (leg === undefined) return '-ERR invalid uuid\n'
    const legs = [...(flag === 'bleg' ? [] : [leg]), ...(flag === 'aleg' ? [] : partnersOf(calls, leg))]
    for (const target of legs) send(target, path)
    return '+OK Message sent\n'
  },
})

function partnersOf(calls: Calls, { channel }: Leg): readonly Leg[] {
  const partner = calls.locate(String(channel.variables.get('bridge_to') ?? ''))
  return partner === undefined ? [] : [partner]
}

function send(leg: Leg, path: string): void {
  const at = path.indexOf('::')
  const [name, data] = at < 0 ? ['playback', path] : [path.slice(0, at).replace(/!.*$/, ''), path.slice(at + 2)]
  queueApplication(leg, { name, data }, [['lead-frames', '5']])
}
