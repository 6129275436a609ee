import { HANGUP_SITES } from '../calls/call-log.ts'
import type { Calls } from '../calls/calls.ts'
import { findCause, parseCause } from '../calls/cause.ts'
import { hangUp } from '../calls/leg.ts'
import type { Api } from './api.ts'

/** `hupall [<cause>]`: every live call ends, the newest first. */
export const hupall = (calls: Calls): Api => ({
  name: 'hupall',
  run({ args }) {
    const [word = ''] = args.split(' ')
    const cause = word === '' ? 'MANAGER_REQUEST' : (findCause(word) ?? parseCause(word))
    for (const leg of [...calls.legs.values()].reverse()) hangUp(leg, cause, HANGUP_SITES.hupall)
    for (const leg of calls.core.planned.all()) leg.kill(cause)
    return `+OK hangup all channels with cause ${cause}\n`
  },
})
