import { type Milestone, MILESTONES } from '../../simulators/traffic/identity.ts'
import { type FrameFormat, startsAt } from './key-finder.ts'

/** What a class of contract events is called, and its milestones. A map, as a bridge may name a class "constructor". */
export const CLASSES: ReadonlyMap<string, readonly Milestone[]> = new Map<string, readonly Milestone[]>([
  ['call', ['start', 'route', 'answer', 'end']],
  ['registration', ['register', 'unregister', 'expire']],
  ['message', ['receive', 'send']],
])

/** A name as it is written, and its code. */
export interface Word {
  readonly octets: Uint8Array
  readonly code: number
}

export interface ClassWord extends Word {
  /** Their codes are indexes in MILESTONES. */
  readonly events: readonly Word[]
}

const wordOf = (text: string, code: number): Word => ({ octets: Buffer.from(text), code })

export const CLASS_WORDS: readonly ClassWord[] = [...CLASSES].map(([name, events], code) => ({
  ...wordOf(name, code),
  events: events.map((event) => wordOf(event, MILESTONES.indexOf(event))),
}))
/** Code of the class of calls. */
export const CALL = 0

/** The word that stands at an offset; a loop, as it runs for many received frames. */
export function wordAt<T extends Word>(
  octets: Buffer,
  at: number,
  words: readonly T[],
  format: FrameFormat,
): T | undefined {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word && startsAt(octets, at, word.octets) && endsAt(octets, at + word.octets.length, format)) return word
  }
  return undefined
}

const QUOTE = 0x22
const AMPERSAND = 0x26
const endsAt = (octets: Buffer, at: number, format: FrameFormat): boolean =>
  format === 'json' ? octets[at] === QUOTE : at === octets.length || octets[at] === AMPERSAND

const BACKSLASH = 0x5c
const PERCENT = 0x25
const PLUS = 0x2b

/** Whether the text at an offset holds an escape, so that it may be a word all the same. */
export function isEscaped(octets: Buffer, from: number, format: FrameFormat): boolean {
  for (let at = from; at < octets.length && !endsAt(octets, at, format); at++) {
    const octet = octets[at]
    if (format === 'json' ? octet === BACKSLASH : octet === PERCENT || octet === PLUS) return true
  }
  return false
}
