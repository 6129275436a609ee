import { attend } from '../calls/attend.ts'
import type { Leg } from '../calls/leg.ts'
import { playbackStart, playbackStop, type Played } from '../channel/playback.ts'
import { setVariables } from '../channel/variables.ts'
import type { Application } from './application.ts'

const SAMPLES_PER_MS = 8
const PACKET_MS = 20

/** `playback <file or stream>` */
export const playback: Application = {
  name: 'playback',
  async run({ leg, data }) {
    const { calls, channel } = leg
    const ms = calls.soundMs(data)
    if (ms === undefined) return setVariables(channel.variables, { current_application_response: 'FILE NOT FOUND' })
    // Whoever is to hear something before an answer gets early media.
    if (channel.media === 'ringing') leg.endpoint.preAnswer(leg)
    const startedUs = calls.core.epochUs()
    playbackStart(calls.stage, channel, data)
    const end = await attend(leg, { ms, endsOnDigit: endsOnKey(leg) })
    const heardMs = end === 'over' ? ms : Math.min(ms, (calls.core.epochUs() - startedUs) / 1000)
    leg.sentPackets += Math.ceil(heardMs / PACKET_MS)
    const status = end === 'broken' || end === 'digit' ? 'break' : 'done'
    const response = end === 'left' ? ({ response: 'PLAYBACK ERROR' } as const) : {}
    playbackStop(calls.stage, channel, data, { status, ...response }, played(heardMs))
  },
}

/** Keys end a playback only where `playback_terminators` names some. */
function endsOnKey({ channel }: Leg): boolean {
  const terminators = channel.variables.get('playback_terminators')
  return terminators !== undefined && terminators !== 'none'
}

function played(ms: number): Played {
  const heard = Math.floor(ms)
  const samples = String(heard * SAMPLES_PER_MS)
  return { offset: samples, seconds: String(Math.floor(heard / 1000)), milliseconds: String(heard), samples }
}
