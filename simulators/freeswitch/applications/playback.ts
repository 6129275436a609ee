import type { Leg } from '../calls/leg.ts'
import { playSound } from '../calls/play-sound.ts'
import { setVariables } from '../channel/variables.ts'
import type { Application } from './application.ts'

/** `playback <file or stream>` */
export const playback: Application = {
  name: 'playback',
  async run({ leg, data }) {
    const ms = leg.calls.soundMs(data)
    if (ms === undefined) return setVariables(leg.channel.variables, { current_application_response: 'FILE NOT FOUND' })
    await playSound(leg, { path: data, ms, tellsResponse: true }, { endsOnDigit: endsOnKey(leg) })
  },
}

/** Keys end a playback only where `playback_terminators` names some. */
function endsOnKey({ channel }: Leg): boolean {
  const terminators = channel.variables.get('playback_terminators')
  return terminators !== undefined && terminators !== 'none'
}
