import { bridgeLiveLegs } from '../calls/bridge-live-legs.ts'
import type { Calls } from '../calls/calls.ts'
import type { Api } from './api.ts'
import { separateWords } from './separate-words.ts'

/** `uuid_bridge <uuid> <uuid> [<uuid>]` of two answered legs; the third takes the place of a second that is not there. */
export const uuidBridge = (calls: Calls): Api => ({
  name: 'uuid_bridge',
  run({ args }) {
    const [first = '', ...others] = separateWords(args, 4)
    if (others.length === 0) return '-USAGE: <uuid> <other_uuid>\n'
    const a = calls.locate(first)
    for (const other of others.slice(0, 2)) {
      const b = calls.locate(other)
      if (a === undefined || b === undefined || a === b) continue
      bridgeLiveLegs(a, b)
      return `+OK ${other}\n`
    }
    return '-ERR Invalid uuid\n'
  },
})
