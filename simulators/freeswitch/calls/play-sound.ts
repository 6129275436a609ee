import { type PlaybackEnd, playbackStart, playbackStop, type Played } from '../channel/playback.ts'
import { attend, type AttendEnd } from './attend.ts'
import type { Leg } from './leg.ts'
import { soundTone } from './tone-detection.ts'

const SAMPLES_PER_MS = 8
const PACKET_MS = 20

export interface Sound {
  /** A file or stream. */
  readonly path: string
  /** Its length. */
  readonly ms: number
  /** Whether the end is told in `current_application_response`. @default false */
  readonly tellsResponse?: boolean
}

export interface PlayOptions {
  /** Whether any key ends it. @default false */
  readonly endsOnDigit?: boolean
  /** When it ends although it is longer, in milliseconds. @default its length */
  readonly limitMs?: number
}

/** The far end of a leg hears a sound: PLAYBACK_START and PLAYBACK_STOP. Before an answer it gets early media. */
export async function playSound(leg: Leg, sound: Sound, options: PlayOptions = {}): Promise<AttendEnd> {
  const { endsOnDigit = false, limitMs = Infinity } = options
  const { calls, channel } = leg
  const { path, tellsResponse = false } = sound
  if (channel.media === 'ringing') leg.endpoint.preAnswer(leg)
  const startedUs = calls.core.epochUs()
  playbackStart(calls.stage, channel, path)
  const fallSilent = soundTone(leg, path)
  const ms = Math.min(sound.ms, limitMs)
  const end = await attend(leg, { ms, endsOnDigit })
  fallSilent()
  const heardMs = end === 'over' ? ms : Math.min(ms, (calls.core.epochUs() - startedUs) / 1000)
  leg.sentPackets += Math.ceil(heardMs / PACKET_MS)
  playbackStop(calls.stage, channel, path, howItEnded(end, tellsResponse), played(heardMs))
  return end
}

function howItEnded(end: AttendEnd, tellsResponse: boolean): PlaybackEnd {
  const status = end === 'broken' || end === 'digit' ? 'break' : 'done'
  if (!tellsResponse) return { status, response: 'none' }
  return end === 'left' ? { status, response: 'PLAYBACK ERROR' } : { status }
}

function played(heardMs: number): Played {
  const heard = Math.floor(heardMs)
  const samples = String(heard * SAMPLES_PER_MS)
  return { offset: samples, seconds: String(Math.floor(heard / 1000)), milliseconds: String(heard), samples }
}
