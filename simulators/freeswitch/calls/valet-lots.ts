import { type ValetPlace, valetInfo, valetPresence } from '../channel/valet.ts'
import type { Leg } from './leg.ts'

/** The valet parking lots of one node. */
export interface ValetLots {
  /** Lots by name, with the legs that are parked there by extension. */
  readonly lots: ReadonlyMap<string, ReadonlyMap<string, Leg>>
  place(leg: Leg, lot: string, extension: string): ValetPlace
  /** The leg that is parked at the place and may be bridged. */
  parkedAt(place: ValetPlace): Leg | undefined
  /** Parks a leg; the returned function takes it away. */
  park(leg: Leg, place: ValetPlace): () => void
  /** A place of the lot that is free, or the one that was taken first; undefined when there is none. */
  choose(lot: string, range: { readonly min: number; readonly max: number; readonly isFree: boolean }): string | undefined
}

export function createValetLots(): ValetLots {
  const lots = new Map<string, Map<string, Leg>>()
  let presenceEvents = 0
  const nextCount = (): string => String(presenceEvents++)
  const lotOf = (name: string): Map<string, Leg> => {
    const lot = lots.get(name) ?? new Map<string, Leg>()
    lots.set(name, lot)
    return lot
  }
  return {
    lots,
    place({ calls: { core } }, lot, extension) {
      lotOf(lot)
      return { lot, extension, domain: core.globals.get('domain') ?? core.identity.ipv4 }
    },
    parkedAt({ lot, extension }) {
      const parked = lotOf(lot).get(extension)
      const live = parked?.calls.locate(parked.channel.uuid)
      return live?.channel.state === 'HIBERNATE' ? undefined : live
    },
    park(leg, place) {
      const { stage } = leg.calls
      const lot = lotOf(place.lot)
      lot.set(place.extension, leg)
      valetInfo(stage, leg.channel, place, 'hold')
      valetPresence(stage, place, { callers: lot.size, isTaken: true, nextCount })
      return () => {
        if (lot.get(place.extension) === leg) lot.delete(place.extension)
        valetPresence(stage, place, { callers: lot.size, isTaken: false, nextCount })
        valetInfo(stage, leg.channel, place, 'exit')
      }
    },
    choose(name, { min, max, isFree }) {
      const lot = lotOf(name)
      const inRange = (extension: string): boolean => Number(extension) >= min && Number(extension) <= max
      if (!isFree) return [...lot.keys()].find(inRange)
      for (let number = min; number <= max; number++) if (!lot.has(String(number))) return String(number)
      return undefined
    },
  }
}
