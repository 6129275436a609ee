import { park, unpark } from '../channel/park.ts'
import { setVariables } from '../channel/variables.ts'
import { atoi } from '../codec/c-text.ts'
import { LOG_ERR } from '../log.ts'
import { attend, type AttendOptions } from './attend.ts'
import { parseCause } from './cause.ts'
import { hangUp, type Leg } from './leg.ts'

const FAILED_AT = { file: 'switch_ivr.c', function: 'switch_ivr_park', line: 973 }

/**
 * The leg waits to be told what to do: CHANNEL_PARK, and CHANNEL_UNPARK at the end of it. One that waits already does
 * not wait a second time. The variable `park_timeout`, seconds and a cause behind a colon, ends the call.
 */
export async function waitParked(leg: Leg, options: Pick<AttendOptions, 'isOver'> = {}): Promise<void> {
  const { core, stage } = leg.calls
  if (leg.isParked) {
    const message = 'Cannot park channels that are under control already.\n'
    return core.log({ level: LOG_ERR, ...FAILED_AT, message, sessionUuid: leg.channel.uuid, textChannel: 'session' })
  }
  const limit = takeLimit(leg)
  leg.isParked = true
  park(stage, leg.channel)
  const end = await attend(leg, { ...options, firesEvents: true, ...(limit && { ms: limit.ms }) })
  if (end === 'over' && limit !== undefined && options.isOver?.() !== true) hangUp(leg, limit.cause)
  leg.isParked = false
  unpark(stage, leg.channel)
}

function takeLimit({ channel }: Leg): { readonly ms: number; readonly cause: ReturnType<typeof parseCause> } | undefined {
  const text = channel.variables.get('park_timeout')
  if (typeof text !== 'string') return undefined
  setVariables(channel.variables, { park_timeout: undefined, park_after_bridge: undefined })
  const seconds = atoi(text)
  const colon = text.indexOf(':')
  return seconds > 0 ? { ms: seconds * 1000, cause: parseCause(colon < 0 ? '' : text.slice(colon + 1)) } : undefined
}
