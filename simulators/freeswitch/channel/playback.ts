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

/** It ends by itself (`done`) or is cut short (`break`): PLAYBACK_STOP. */
export function playbackStop(stage: Stage, channel: Channel, path: string, status: 'done' | 'break', played: Played): void {
  setVariables(channel.variables, {
    playback_last_offset_pos: played.offset,
    playback_seconds: played.seconds,
    playback_ms: played.milliseconds,
    playback_samples: played.samples,
  })
  const after: FsHeader[] = [...fileHeaders(path), ['Playback-Status', status]]
  fireChannelEvent(stage, channel, 'PLAYBACK_STOP', CALL_SITES.playbackStop, { after })
  setVariables(channel.variables, { current_application_response: 'FILE PLAYED' })
}

function fileHeaders(path: string): FsHeader[] {
  const type = /^(tone_stream|local_stream):/.exec(path)?.[1]
  const headers: FsHeader[] = type === undefined ? [] : [['Playback-File-Type', type]]
  return [...headers, ['Playback-File-Path', path]]
}
