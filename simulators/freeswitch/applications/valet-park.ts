import { bridgeLiveLegs } from '../calls/bridge-live-legs.ts'
import { variableOf } from '../calls/expand-variables.ts'
import { isReady, type Leg } from '../calls/leg.ts'
import { playSound } from '../calls/play-sound.ts'
import { transferLeg } from '../calls/transfer-leg.ts'
import { type ValetPlace, valetInfo, valetReturn } from '../channel/valet.ts'
import { setVariables } from '../channel/variables.ts'
import { atoi } from '../codec/c-text.ts'
import { HOLD_TONE } from '../flows/hold-steps.ts'
import { LOG_ERR } from '../log.ts'
import type { Application } from './application.ts'

const SITE = { file: 'mod_valet_parking.c', function: 'valet_parking_function', line: 757 }
const USAGE = 'Usage: <lotname> <extension>|[ask [<min>] [<max>] [<to>] [<prompt>]|auto in [min] [max]]'
/** How long a leg waits when it has somewhere to go afterwards. */
const ORBIT_SECONDS = 60

/** `valet_park <lot> <extension>|auto in|out <from> <to>`: the leg waits there, or is bridged to the one that does. */
export const valetPark: Application = {
  name: 'valet_park',
  async run({ leg, data }) {
    const { valetLots } = leg.calls
    const words = data.split(/ +/).filter((word) => word !== '')
    const [lot = ''] = words
    const extension = extensionOf(leg, words)
    if (extension === undefined) return
    const place = valetLots.place(leg, lot, extension)
    const isFetching = words[1]?.toLowerCase() !== 'auto' || words[2]?.toLowerCase() === 'out'
    const parked = isFetching ? valetLots.parkedAt(place) : undefined
    if (parked === undefined || parked === leg) await waitAt(leg, place)
    else fetchParked(leg, parked, place)
  },
}

function extensionOf(leg: Leg, [lot, extension, direction, from, to]: readonly string[]): string | undefined {
  if (lot === undefined || extension === undefined) return complain(leg, USAGE)
  if (extension.toLowerCase() !== 'auto') return extension
  const isFree = direction?.toLowerCase() === 'in'
  if (to === undefined || (!isFree && direction?.toLowerCase() !== 'out')) return complain(leg, USAGE)
  const chosen = leg.calls.valetLots.choose(lot, { min: atoi(from ?? ''), max: atoi(to), isFree })
  return chosen ?? complain(leg, `${leg.channel.name} lot is ${isFree ? 'full' : 'empty'}.`)
}

function complain({ calls, channel }: Leg, message: string): undefined {
  calls.core.log({ ...SITE, level: LOG_ERR, message: `${message}\n`, sessionUuid: channel.uuid, textChannel: 'session' })
}

function fetchParked(leg: Leg, parked: Leg, place: ValetPlace): void {
  valetInfo(leg.calls.stage, parked.channel, place, 'bridge', [['Bridge-To-UUID', leg.channel.uuid]])
  bridgeLiveLegs(parked, leg)
}

async function waitAt(leg: Leg, place: ValetPlace): Promise<void> {
  const { calls, channel } = leg
  const music = musicOf(leg)
  setVariables(channel.variables, { inline_destination: valetReturn(channel, place, music) })
  const release = calls.valetLots.park(leg, place)
  setVariables(channel.variables, { valet_lot_extension: place.extension })
  const orbit = variableOf(leg, 'valet_parking_orbit_exten')
  const seconds = atoi(variableOf(leg, 'valet_parking_timeout') ?? '') || (orbit === undefined ? 0 : ORBIT_SECONDS)
  const ms = calls.soundMs(music) ?? 0
  let remainingMs = seconds > 0 ? seconds * 1000 : Infinity
  while (isReady(leg)) {
    const end = await playSound(leg, { path: music, ms }, { limitMs: remainingMs })
    remainingMs -= ms
    if (end === 'over' && remainingMs <= 0) sendToOrbit(leg, orbit)
    if (end !== 'over' || remainingMs <= 0 || ms === 0) break
  }
  release()
}

function musicOf(leg: Leg): string {
  const music = variableOf(leg, 'valet_hold_music') ?? variableOf(leg, 'hold_music') ?? HOLD_TONE
  return music.toLowerCase() === 'silence' ? 'silence_stream://-1' : music
}

function sendToOrbit(leg: Leg, number: string | undefined): void {
  if (number === undefined || number === '') return
  const dialplan = variableOf(leg, 'valet_parking_orbit_dialplan')
  transferLeg(leg, { number, dialplan, context: variableOf(leg, 'valet_parking_orbit_context') })
}
