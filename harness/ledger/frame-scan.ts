import {
  asteriskPrefix,
  type Identity,
  type Milestone,
  MILESTONES,
  readAsteriskId,
  readUuid,
  uuidPrefix,
} from '../../simulators/traffic/identity.ts'
import { type FieldMapping, readExactly } from './exact-read.ts'
import { type FrameFormat, KeyFinder, startsAt } from './key-finder.ts'

/** What a received event is about, as far as the ledger is concerned. */
export interface ScannedFrame {
  /**
   * `entity`: a contract event of an identity of this run; `unaddressed`: an event that belongs to no entity (machine
   * health, unknown events); `unknown`: a contract event without an identity of this run, or no event at all.
   */
  kind: 'entity' | 'unaddressed' | 'unknown'
  source: number
  number: number
  /** Undefined for ids in the style of Asterisk, which do not carry it. */
  leg: number | undefined
  slot: number
  /** Index in MILESTONES. */
  milestone: number
}

/** What a class of contract events is called, and its milestones as codes. */
export const CLASSES: Readonly<Record<string, readonly Milestone[]>> = {
  call: ['start', 'route', 'answer', 'end'],
  registration: ['register', 'unregister', 'expire'],
  message: ['receive', 'send'],
}

interface Word {
  readonly octets: Uint8Array
  readonly code: number
}

interface ClassWord extends Word {
  readonly events: readonly Word[]
}

const wordOf = (text: string, code: number): Word => ({ octets: Buffer.from(text), code })

const CLASS_WORDS: readonly ClassWord[] = Object.entries(CLASSES).map(([name, events], code) => ({
  ...wordOf(name, code),
  events: events.map((event) => wordOf(event, MILESTONES.indexOf(event))),
}))
const CALL = 0

/**
 * Finds identity and milestone in received octets without parsing them: a few searches, most of them answered by
 * looking where the same thing stood in the frame before. What is not in our field names or not found that way is
 * parsed. The result is one object that the next scan overwrites.
 */
export class FrameScanner {
  readonly #format: FrameFormat
  readonly #mapping: FieldMapping | undefined
  readonly #class: KeyFinder
  readonly #event: KeyFinder
  readonly #timestamp: KeyFinder
  readonly #uniqueId: readonly KeyFinder[]
  readonly #uuid: Buffer
  readonly #asterisk: Buffer
  readonly #frame: ScannedFrame = { kind: 'unknown', source: 0, number: 0, leg: 0, slot: 0, milestone: 0 }

  constructor(runId: number, format: FrameFormat, mapping?: FieldMapping) {
    this.#format = format
    this.#mapping = mapping
    this.#class = new KeyFinder('class', format)
    this.#event = new KeyFinder('event', format)
    this.#timestamp = new KeyFinder('timestamp', format)
    this.#uniqueId = MILESTONES.map(() => new KeyFinder('uniqueid', format))
    this.#uuid = Buffer.from(uuidPrefix(runId))
    this.#asterisk = Buffer.from(asteriskPrefix(runId))
  }

  scan(octets: Buffer): ScannedFrame {
    const frame = this.#frame
    if (this.#mapping || !this.#scanFast(octets)) this.#scanExactly(octets)
    return frame
  }

  /** Unix time that the event states, in whole microseconds; undefined when it is not found. */
  timestampUs(octets: Buffer): number | undefined {
    const at = this.#mapping ? -1 : this.#timestamp.find(octets)
    const text = at < 0 ? undefined : /^(\d{1,12})\.(\d{6})/.exec(octets.toString('latin1', at, at + 19))
    if (text) return Number(text[1]) * 1e6 + Number(text[2])
    const stated = Number(readExactly(octets, this.#format, this.#mapping)?.['timestamp'])
    return Number.isFinite(stated) ? Math.round(stated * 1e6) : undefined
  }

  /** False when the octets must be parsed to know. */
  #scanFast(octets: Buffer): boolean {
    const classAt = this.#class.find(octets)
    if (classAt < 0) return false
    const eventAt = this.#event.find(octets)
    if (eventAt < 0) return false
    const found = this.#classAt(octets, classAt)
    const milestone = found ? (wordAt(octets, eventAt, found.events, this.#format)?.code ?? 0) : 0
    if (!found || milestone === 0) {
      // An escaped name is no name of ours until it is parsed.
      if (isEscaped(octets, classAt, this.#format) || isEscaped(octets, eventAt, this.#format)) return false
      this.#frame.kind = 'unaddressed'
      return true
    }
    this.#frame.milestone = milestone
    const identity = found.code === CALL ? this.#idOfCall(octets, milestone) : this.#idAnywhere(octets)
    return this.#take(identity)
  }

  #classAt(octets: Buffer, at: number): ClassWord | undefined {
    return wordAt(octets, at, CLASS_WORDS, this.#format)
  }

  #idOfCall(octets: Buffer, milestone: number): Identity | undefined {
    const at = this.#uniqueId[milestone]?.find(octets) ?? -1
    if (at < 0) return undefined
    if (startsAt(octets, at, this.#uuid)) return this.#uuidAt(octets, at)
    return startsAt(octets, at, this.#asterisk) ? this.#asteriskIdAt(octets, at) : undefined
  }

  #idAnywhere(octets: Buffer): Identity | undefined {
    const uuid = octets.indexOf(this.#uuid)
    if (uuid >= 0) return this.#uuidAt(octets, uuid)
    const asterisk = octets.indexOf(this.#asterisk)
    return asterisk < 0 ? undefined : this.#asteriskIdAt(octets, asterisk)
  }

  #uuidAt(octets: Buffer, at: number): Identity | undefined {
    const identity = readUuid(octets, at)
    if (identity) this.#frame.leg = identity.leg
    return identity
  }

  #asteriskIdAt(octets: Buffer, at: number): Identity | undefined {
    this.#frame.leg = undefined
    return readAsteriskId(octets, at)
  }

  #take(identity: Identity | undefined): boolean {
    if (!identity) return false
    this.#frame.kind = 'entity'
    this.#frame.source = identity.source
    this.#frame.number = identity.number
    this.#frame.slot = identity.slot
    return true
  }

  #scanExactly(octets: Buffer): void {
    const frame = this.#frame
    frame.kind = 'unknown'
    const fields = readExactly(octets, this.#format, this.#mapping)
    if (!fields || typeof fields['class'] !== 'string' || typeof fields['event'] !== 'string') return
    const milestone = CLASSES[fields['class']]?.find((name) => name === fields['event'])
    if (milestone === undefined) {
      frame.kind = 'unaddressed'
      return
    }
    frame.milestone = MILESTONES.indexOf(milestone)
    const texts = fields['class'] === 'call' ? [fields['uniqueid']] : Object.values(fields)
    for (const text of texts) {
      if (typeof text === 'string' && this.#take(this.#idAnywhere(Buffer.from(text)))) return
    }
  }
}

/** The word that stands at an offset; a loop, as it runs for each received frame. */
function wordAt<T extends Word>(octets: Buffer, at: number, words: readonly T[], format: FrameFormat): T | undefined {
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

function isEscaped(octets: Buffer, from: number, format: FrameFormat): boolean {
  for (let at = from; at < octets.length && !endsAt(octets, at, format); at++) {
    const octet = octets[at]
    if (format === 'json' ? octet === BACKSLASH : octet === PERCENT || octet === PLUS) return true
  }
  return false
}
