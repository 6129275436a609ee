import { bridgeLiveLegs } from '../calls/bridge-live-legs.ts'
import type { Calls } from '../calls/calls.ts'
import type { Api } from './api.ts'

/** `uuid_bridge <uuid> <uuid>` of two answered legs. */
export const uuidBridge = (calls: Calls): Api => ({
  name: 'uuid_bridge',
  run({ args }) {
    const [first = '', second = '', ...rest] = args.split(/ +/)
    if (second === '' || rest.length > 0) return '-USAGE: <uuid> <other_uuid>\n'
    const [a, b] = [calls.locate(first), calls.locate(second)]
    if (a === undefined || b === undefined || a === b) return '-ERR Invalid uuid\n'
    bridgeLiveLegs(a, b)
    return `+OK ${second}\n`
  },
})
