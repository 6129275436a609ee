import type { Leg } from '../calls/leg.ts'
import { detectTone, stopDetectingTones, type ToneWish } from '../calls/tone-detection.ts'
import { atoi } from '../codec/c-text.ts'
import { LOG_ERR, LOG_INFO } from '../log.ts'
import type { Application } from './application.ts'

const SITE = { file: 'mod_dptools.c', function: 'tone_detect_session_function', line: 2490 }

/** `tone_detect <key> <frequencies> [<flags> <timeout> <application> <argument> <hits>]` */
export const toneDetect: Application = {
  name: 'tone_detect',
  run({ leg, data }) {
    const wish = parseWish(leg, data)
    if (typeof wish === 'string') return leg.calls.core.log({ ...logOf(leg), level: LOG_ERR, message: `${wish}\n` })
    detectTone(leg, wish)
    const message = `Enabling tone detection '${wish.key}' '${wish.frequencies.join(',')}'\n`
    leg.calls.core.log({ ...logOf(leg), level: LOG_INFO, message })
  },
}

/** `stop_tone_detect` */
export const stopToneDetect: Application = {
  name: 'stop_tone_detect',
  run: ({ leg }) => stopDetectingTones(leg),
}

const logOf = ({ channel }: Leg) => ({ ...SITE, sessionUuid: channel.uuid, textChannel: 'session' as const })

/** @returns what is wrong with the argument */
function parseWish(leg: Leg, data: string): ToneWish | string {
  const [key, tones, , timeout, name, argument, hits] = data.split(/ +/)
  if (key === undefined || key === '' || tones === undefined) return 'INVALID ARGS!'
  const seconds = timeout === undefined ? undefined : secondsOf(leg, timeout)
  if (Number.isNaN(seconds)) return 'INVALID Timeout!'
  const wanted = hits === undefined ? 1 : atoi(hits)
  if (wanted < 0) return 'INVALID hits!'
  const application = name === undefined ? undefined : { name, data: argument ?? '' }
  return { key, frequencies: tones.split(',').map(atoi), seconds, hits: Math.max(1, wanted), application }
}

/** `+<seconds>` from now, or a time of Unix that is still to come; NaN for anything else. */
function secondsOf({ calls: { core } }: Leg, text: string): number {
  const seconds = text.startsWith('+') ? atoi(text.slice(1)) : atoi(text) - Math.floor(core.epochUs() / 1_000_000)
  return seconds > 0 ? seconds : NaN
}
