import type { Calls } from '../calls/calls.ts'
import type { Leg } from '../calls/leg.ts'
import { announceUnhold, hold, unhold } from '../channel/hold.ts'
import { changeCallState } from '../channel/lifecycle.ts'
import type { Api } from './api.ts'
import { FAILED, SUCCESS } from './call-api.ts'

const USAGE = '-USAGE: [off|toggle] <uuid> [<display>]\n'

/** `uuid_hold [off|toggle] <uuid>` */
export const uuidHold = (calls: Calls): Api => ({
  name: 'uuid_hold',
  run({ args }) {
    const words = args.split(/ +/).filter((word) => word !== '')
    if (words.length === 0) return USAGE + FAILED
    const [first = ''] = words
    const isWord = first === 'off' || first === 'toggle'
    const leg = calls.locate((isWord ? words[1] : first) ?? '')
    if (leg === undefined || leg.channel.media !== 'answered') return FAILED
    const isHeld = leg.channel.callState === 'HELD'
    const holds = first === 'toggle' ? !isHeld : first !== 'off'
    if (holds !== isHeld) setHold(leg, holds)
    return SUCCESS
  },
})

function setHold({ calls, channel }: Leg, holds: boolean): void {
  const { stage } = calls
  if (holds) return hold(stage, channel)
  unhold(stage, channel)
  announceUnhold(stage, channel)
  changeCallState(stage, channel, 'ACTIVE')
}
