import type { FsHeader } from '../codec/event.ts'
import { CALL_SITES } from './call-sites.ts'
import type { Channel } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** What was heard of a file. */
export interface Played {
  /** 8 kHz samples since the last rewind. */
  readonly offset: string
  readonly seconds: string
  readonly milliseconds: string
  readonly samples: string
}

/** A file or stream begins to play: PLAYBACK_START. */
export function playbackStart(stage: Stage, channel: Channel, path: string): void {
  fireChannelEvent(stage, channel, 'PLAYBACK_START', CALL_SITES.playbackStart, { after: fileHeaders(path) })
}

/** How a playback ended: by itself (`done`) or because somebody cut it short (`break`). */
export interface PlaybackEnd {
  readonly status: 'done' | 'break'
  /** What the application answers; music that another application plays answers nothing. @default 'FILE PLAYED' */
  readonly response?: 'PLAYBACK ERROR' | 'none'
}

/** It ends: PLAYBACK_STOP, and the response of the application. */
export function playbackStop(stage: Stage, channel: Channel, path: string, end: PlaybackEnd, played: Played): void {
  setVariables(channel.variables, {
    playback_last_offset_pos: played.offset,
    playback_seconds: played.seconds,
    playback_ms: played.milliseconds,
    playback_samples: played.samples,
  })
  const after: FsHeader[] = [...fileHeaders(path), ['Playback-Status', end.status]]
  fireChannelEvent(stage, channel, 'PLAYBACK_STOP', CALL_SITES.playbackStop, { after })
  const { response = 'FILE PLAYED' } = end
  if (response !== 'none') setVariables(channel.variables, { current_application_response: response })
}

function fileHeaders(path: string): FsHeader[] {
  const type = /^(tone_stream|local_stream):/.exec(path)?.[1]
  const headers: FsHeader[] = type === undefined ? [] : [['Playback-File-Type', type]]
  return [...headers, ['Playback-File-Path', path]]
}
