import { attend } from '../calls/attend.ts'
import type { Application } from './application.ts'

/** `conference <name>[@<profile>]`: the leg hears the other members until it goes. */
export const conference: Application = {
  name: 'conference',
  async run({ leg, data }) {
    const { calls } = leg
    const [name = '', profile = 'default'] = data.split('@')
    const member = calls.conferences.join(leg, name, profile)
    await attend(leg, { isOver: () => member.isKicked })
    member.leave()
  },
}
