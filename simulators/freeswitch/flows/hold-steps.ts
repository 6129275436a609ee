import type { Channel } from '../channel/channel.ts'
import type { SipRequest } from '../channel/sofia-leg.ts'
import { PCMU_STRING, renegotiateOutbound } from '../channel/sofia-media.ts'
import { receiveReply } from '../channel/sofia-reply.ts'
import { setVariables } from '../channel/variables.ts'
import type { CalledLeg } from './bridge-steps.ts'
import { callerOf } from './dialplan-steps.ts'

/** What a held caller hears in the recordings. */
export const HOLD_TONE = 'tone_stream://%(1000,3000,440);loops=-1'

/** The switch's own side of the media is set up again because the other leg changed its own. */
export function refreshMedia(channel: Channel): void {
  setVariables(channel.variables, {
    video_media_flow: 'inactive',
    text_media_flow: 'inactive',
    audio_media_flow: 'sendrecv',
  })
}

/** 200 from the callee's phone to a re-INVITE. */
export function receiveReinviteReply({ channel, leg, user }: CalledLeg, request: SipRequest): void {
  const besides = { ep_codec_string: PCMU_STRING }
  receiveReply(channel, { leg, user, caller: callerOf(channel), request, besides })
  renegotiateOutbound(channel, leg)
}
