import { attend } from '../calls/attend.ts'
import { park as fireParked, unpark } from '../channel/park.ts'
import type { Application } from './application.ts'

/** `park`: the leg waits to be told what to do. */
export const park: Application = {
  name: 'park',
  async run({ leg }) {
    const { stage } = leg.calls
    fireParked(stage, leg.channel)
    await attend(leg, { firesEvents: true })
    unpark(stage, leg.channel)
  },
}
