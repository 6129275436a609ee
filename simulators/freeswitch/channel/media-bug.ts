import type { FsHeader } from '../codec/event.ts'
import { baseHeaders } from '../events/base-headers.ts'
import { eventType } from '../events/event-types.ts'
import { CALL_SITES } from './call-sites.ts'
import { type Channel, channelBlock } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'

/** Something that listens to a leg: what it does, and for whom. */
export interface MediaBug {
  readonly function: string
  readonly target: string
}

/** It begins to listen: MEDIA_BUG_START. */
export function mediaBugStart(stage: Stage, channel: Channel, bug: MediaBug): void {
  fireChannelEvent(stage, channel, 'MEDIA_BUG_START', CALL_SITES.mediaBugStart, { before: bugHeaders(bug) })
}

/** It listens no more: MEDIA_BUG_STOP. */
export function mediaBugStop(stage: Stage, channel: Channel, bug: MediaBug): void {
  fireChannelEvent(stage, channel, 'MEDIA_BUG_STOP', CALL_SITES.mediaBugStop, { before: bugHeaders(bug) })
}

/** A tone is heard: DETECTED_TONE, once as such and once, as the same event, with the channel that heard it. */
export function detectedTone(stage: Stage, channel: Channel, tone: string): void {
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, 'DETECTED_TONE', stage.nextSequence(), stage.now(), CALL_SITES.detectedTone),
    ['Detected-Tone', tone],
  ]
  const event = { type: eventType('DETECTED_TONE'), subclass: undefined, body: undefined }
  stage.emit({ ...event, headers }, undefined)
  stage.emit({ ...event, headers: [...headers, ...channelBlock(channel)] }, channel)
}

const bugHeaders = (bug: MediaBug): FsHeader[] => [
  ['Media-Bug-Function', bug.function],
  ['Media-Bug-Target', bug.target],
]
