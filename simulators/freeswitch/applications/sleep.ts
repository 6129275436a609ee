import { attend } from '../calls/attend.ts'
import { atoi } from '../codec/c-text.ts'
import type { Application } from './application.ts'

/** `sleep <milliseconds>`; a key ends it unless `sleep_eat_digits` is set. */
export const sleep: Application = {
  name: 'sleep',
  async run({ leg, data }) {
    const ms = atoi(data.trim())
    if (ms > 0) await attend(leg, { ms, endsOnDigit: leg.channel.variables.get('sleep_eat_digits') !== 'true' })
  },
}
