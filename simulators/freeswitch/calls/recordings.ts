import { mediaBugStart, mediaBugStop } from '../channel/media-bug.ts'
import { sessionRecordStart, sessionRecordStop } from '../channel/session-record.ts'
import type { Leg } from './leg.ts'

/** A recording of a leg that goes on while other things run on it. */
export interface Recording {
  /** Microseconds of Unix time. */
  readonly startedUs: number
  readonly cancelLimit: () => void
}

const SAMPLES_PER_MS = 8
const OCTETS_PER_SAMPLE = 2
/** A WAVE file's head. */
const HEAD_OCTETS = 44

/**
 * Begins to record a leg: RECORD_START, MEDIA_BUG_START. Nothing is written.
 * @param seconds after which it ends; 0 for no limit
 * @returns whether the path is not recorded to already
 */
export function startRecording(leg: Leg, path: string, seconds: number): boolean {
  if (leg.recordings.has(path)) return false
  const { core, stage } = leg.calls
  const end = (): void => void stopRecording(leg, path, 'success-maxtime')
  const cancelLimit = seconds > 0 ? core.timers.after(seconds * 1000, end) : () => undefined
  leg.recordings.set(path, { startedUs: core.epochUs(), cancelLimit })
  sessionRecordStart(stage, leg.channel, path)
  mediaBugStart(stage, leg.channel, bugOf(path))
  return true
}

/**
 * Ends a recording: RECORD_STOP, MEDIA_BUG_STOP.
 * @param cause why, where it was not told to
 * @returns whether there was one
 */
export function stopRecording(leg: Leg, path: string, cause?: string): boolean {
  const recording = leg.recordings.get(path)
  if (recording === undefined) return false
  const { core, stage } = leg.calls
  leg.recordings.delete(path)
  recording.cancelLimit()
  const ms = Math.floor((core.epochUs() - recording.startedUs) / 1000)
  const samples = ms * SAMPLES_PER_MS
  sessionRecordStop(stage, leg.channel, path, {
    size: String(HEAD_OCTETS + samples * OCTETS_PER_SAMPLE),
    seconds: String(Math.floor(ms / 1000)),
    milliseconds: String(ms),
    samples: String(samples),
    cause,
  })
  mediaBugStop(stage, leg.channel, bugOf(path))
  return true
}

/** Ends all recordings of a leg. */
export function stopRecordings(leg: Leg): void {
  for (const path of leg.recordings.keys()) stopRecording(leg, path)
}

const bugOf = (path: string): Parameters<typeof mediaBugStart>[2] => ({ function: 'session_record', target: path })
