import type { Application } from '../channel/channel.ts'
import { detectedTone, mediaBugStart, mediaBugStop } from '../channel/media-bug.ts'
import { setVariables } from '../channel/variables.ts'
import type { Leg } from './leg.ts'
import { queueApplication } from './queue-application.ts'

/** A tone that a leg listens for. */
export interface ToneDetector {
  /** Hz. */
  readonly frequencies: readonly number[]
  /** Microseconds of Unix time. */
  readonly startedUs: number
  /** How often it is to be heard yet before it is told of. */
  hits: number
  /** What runs when it is heard. */
  readonly application: Application | undefined
  readonly cancelLimit: () => void
}

export interface ToneWish {
  readonly key: string
  readonly frequencies: readonly number[]
  /** How long it is listened for; undefined for as long as the leg lives. */
  readonly seconds: number | undefined
  readonly hits: number
  readonly application: Application | undefined
}

/** A tone must sound so long before it is known. */
const HEARD_AFTER_MS = 400
/** Sound is listened to by the packet. */
const PACKET_MS = 20
/** Timers cannot be longer. */
const MAX_TIMER_MS = 2_147_483_647

/** A leg listens for a tone: MEDIA_BUG_START for the first one, which gives the listener its name. */
export function detectTone(leg: Leg, { key, frequencies, seconds, hits, application }: ToneWish): void {
  const { core, stage } = leg.calls
  const forget = (): void => forgetTone(leg, key)
  const ms = Math.min((seconds ?? Infinity) * 1000, MAX_TIMER_MS)
  const cancelLimit = ms < MAX_TIMER_MS ? core.timers.after(ms, forget) : () => undefined
  forget()
  leg.tones.set(key, { frequencies, startedUs: core.epochUs(), hits, application, cancelLimit })
  if (leg.toneListener !== undefined) return
  leg.toneListener = key
  mediaBugStart(stage, leg.channel, bugOf(key))
}

/** A leg listens for no tones any more: MEDIA_BUG_STOP, if it did. */
export function stopDetectingTones(leg: Leg): void {
  if (leg.toneListener === undefined) return
  for (const key of leg.tones.keys()) forgetTone(leg, key)
  mediaBugStop(leg.calls.stage, leg.channel, bugOf(leg.toneListener))
  leg.toneListener = undefined
}

/** A stream sounds on a leg; who is at its far end hears its tones. The returned function ends it. */
export function soundTone(leg: Leg, path: string): () => void {
  const sounding = tonesOf(path)
  if (sounding.size === 0) return () => undefined
  return leg.calls.core.timers.after(HEARD_AFTER_MS, () => {
    for (const hearer of leg.endpoint.hearers?.(leg) ?? []) hearTones(hearer, sounding)
  })
}

function hearTones(leg: Leg, sounding: ReadonlySet<number>): void {
  for (const [key, detector] of leg.tones) {
    if (!detector.frequencies.every((frequency) => sounding.has(frequency)) || --detector.hits > 0) continue
    const ms = (leg.calls.core.epochUs() - detector.startedUs) / 1000
    const total = Math.round(ms / PACKET_MS) * PACKET_MS
    detectedTone(leg.calls.stage, leg.channel, key)
    setVariables(leg.channel.variables, { [`tone_detect_${key}_total_time`]: String(total) })
    if (detector.application !== undefined) queueApplication(leg, detector.application)
    forgetTone(leg, key)
  }
}

function forgetTone(leg: Leg, key: string): void {
  leg.tones.get(key)?.cancelLimit()
  leg.tones.delete(key)
}

/** The frequencies of `tone_stream://%(<on>,<off>,<frequency>[,<frequency>])…`, as long as it sounds long enough. */
function tonesOf(path: string): ReadonlySet<number> {
  if (!path.startsWith('tone_stream://')) return new Set()
  const parts = [...path.matchAll(/%\(\s*(\d+)\s*,[^,)]*,([^)]*)\)/g)]
  const long = parts.filter(([, on]) => Number(on) >= HEARD_AFTER_MS)
  return new Set(long.flatMap(([, , frequencies = '']) => frequencies.split(',').map(Number)))
}

const bugOf = (target: string): Parameters<typeof mediaBugStart>[2] => ({ function: 'tone_detect', target })
