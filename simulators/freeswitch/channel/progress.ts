import { CALL_SITES } from './call-sites.ts'
import { type Channel, profileOf } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import { changeCallState } from './lifecycle.ts'
import type { Moment } from './moment.ts'
import { tellPresence } from './presence.ts'
import type { Stage } from './stage.ts'

/**
 * The far end rings: CHANNEL_PROGRESS, then RINGING.
 * @param since when it began: a leg that is told so by the leg it called takes that leg's time
 */
export function markRinging(stage: Stage, channel: Channel, since: Moment = stage.now()): void {
  profileOf(channel).times.progress = since
  if (channel.otherLeg?.type === 'originator') channel.otherLeg.profile.times.progress = since
  fireChannelEvent(stage, channel, 'CHANNEL_PROGRESS', CALL_SITES.progress)
  stage.reached?.(channel, 'ring')
  changeCallState(stage, channel, 'RINGING')
}

/** Media flows before an answer: CHANNEL_PROGRESS_MEDIA, then EARLY. */
export function markEarlyMedia(stage: Stage, channel: Channel): void {
  channel.media = 'early'
  profileOf(channel).times.progressMedia = stage.now()
  if (channel.otherLeg?.type === 'originator') channel.otherLeg.profile.times.progressMedia = stage.now()
  fireChannelEvent(stage, channel, 'CHANNEL_PROGRESS_MEDIA', CALL_SITES.progressMedia)
  stage.reached?.(channel, 'pre_answer')
  changeCallState(stage, channel, 'EARLY')
}

/** Somebody answers: CHANNEL_ANSWER, then ACTIVE. */
export function markAnswered(stage: Stage, channel: Channel): void {
  channel.media = 'answered'
  profileOf(channel).times.answered = stage.now()
  fireChannelEvent(stage, channel, 'CHANNEL_ANSWER', CALL_SITES.answer)
  stage.reached?.(channel, 'answer')
  tellPresence(stage, channel, 'answered')
  changeCallState(stage, channel, 'ACTIVE')
}
