import type { Random } from './random.ts'

/** One end of a call or of a text message. Text is ordinary Unicode; the Event Socket side encodes it. */
export interface Party {
  /** Eleven digits. */
  readonly number: string
  readonly name: string
}

const AREA_CODES = ['212', '303', '312', '404', '415', '503', '617', '646', '702', '805', '917', '972'] as const
const GIVEN = ['Ada', 'Ben', 'Carla', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hugo', 'Jürgen', 'Keiko', 'Zoë'] as const
const FAMILY = ['Abbott', 'Brandt', 'Costa', 'Dubois', 'García', "O'Neil", 'Novák', 'Smith & Sons'] as const

const pick = <T>(random: Random, values: readonly [T, ...T[]]): T => values[random.below(values.length)] ?? values[0]

/** A number of fixed width in the 555 exchange, which North American carriers do not assign to subscribers. */
export function drawNumber(random: Random): string {
  return `1${pick(random, AREA_CODES)}555${String(random.below(10_000)).padStart(4, '0')}`
}

/** Some names leave ASCII or hold characters that codecs must escape, as real ones do. */
export const drawName = (random: Random): string => `${pick(random, GIVEN)} ${pick(random, FAMILY)}`

/** The extensions of a small PBX: four digits, 1000 to 1999. */
export const drawExtension = (random: Random): string => String(1000 + random.below(1000))

export function drawParty(random: Random): Party {
  return { number: drawNumber(random), name: drawName(random) }
}
