import { HANGUP_SITES } from '../calls/call-log.ts'
import { parseCause } from '../calls/cause.ts'
import { hangUp } from '../calls/leg.ts'
import type { Application } from './application.ts'

/** `hangup [<cause>]`: name or number; anything else clears normally. */
export const hangup: Application = {
  name: 'hangup',
  run: ({ leg, data }) => hangUp(leg, parseCause(data.trim()), HANGUP_SITES.application),
}
