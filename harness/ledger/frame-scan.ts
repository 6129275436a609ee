import {
  asteriskPrefix,
  MILESTONES,
  readAsteriskId,
  readUuidInto,
  uuidPrefix,
} from '../../simulators/traffic/identity.ts'
import { CALL, CLASS_WORDS, CLASSES, isEscaped, wordAt } from './event-words.ts'
import { type FieldMapping, readExactly } from './exact-read.ts'
import type { FramePart, IdStyle } from './frame-shape.ts'
import { FrameShapes } from './frame-shapes.ts'
import { type FrameFormat, KeyFinder, startsAt } from './key-finder.ts'
import { emptyFrame, type ScannedFrame } from './scanned-frame.ts'

const ID_STYLES: readonly IdStyle[] = ['uuid', 'asterisk']

/**
 * Finds identity and milestone in received octets without parsing them. Events of one kind look alike: a call's event
 * that has the shape of an earlier one is read at once; otherwise a few searches find what is needed; what is not in
 * our field names or not found that way is parsed.
 */
export class FrameScanner {
  readonly #format: FrameFormat
  readonly #mapping: FieldMapping | undefined
  readonly #class: KeyFinder
  /** By code of the class, as behind another class it stands elsewhere. */
  readonly #event: readonly KeyFinder[]
  readonly #otherEvent: KeyFinder
  readonly #timestamp: KeyFinder
  readonly #uniqueId: readonly KeyFinder[]
  readonly #prefixes: Readonly<Record<IdStyle, Buffer>>
  readonly #shapes = new FrameShapes()
  /** By milestone: where a search found the identity of a call last. */
  readonly #idAt = new Int32Array(MILESTONES.length)
  readonly #own = emptyFrame()

  constructor(runId: number, format: FrameFormat, mapping?: FieldMapping) {
    this.#format = format
    this.#mapping = mapping
    this.#class = new KeyFinder('class', format)
    this.#event = CLASS_WORDS.map(() => new KeyFinder('event', format))
    this.#otherEvent = new KeyFinder('event', format)
    this.#timestamp = new KeyFinder('timestamp', format)
    this.#uniqueId = MILESTONES.map(() => new KeyFinder('uniqueid', format))
    this.#prefixes = { uuid: Buffer.from(uuidPrefix(runId)), asterisk: Buffer.from(asteriskPrefix(runId)) }
  }

  /** @param frame what the result is written into; without it into one that the next scan overwrites */
  scan(octets: Buffer, frame: ScannedFrame = this.#own): ScannedFrame {
    if (this.#mapping || !(this.#readShaped(octets, frame) || this.#search(octets, frame))) this.#parse(octets, frame)
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

  #readShaped(octets: Buffer, frame: ScannedFrame): boolean {
    const shape = this.#shapes.find(octets)
    if (shape === undefined || !readId(octets, shape.idAt, shape.idStyle, frame)) return false
    frame.milestone = shape.milestone
    return true
  }

  /** False when the octets must be parsed to know. */
  #search(octets: Buffer, frame: ScannedFrame): boolean {
    const classAt = this.#class.find(octets)
    if (classAt < 0) return false
    const found = wordAt(octets, classAt, CLASS_WORDS, this.#format)
    const finder = found ? this.#event[found.code] : this.#otherEvent
    const eventAt = finder?.find(octets) ?? -1
    if (!finder || eventAt < 0) return false
    const event = found && wordAt(octets, eventAt, found.events, this.#format)
    if (!event) {
      // An escaped name is no name of ours until it is parsed.
      if (isEscaped(octets, classAt, this.#format) || isEscaped(octets, eventAt, this.#format)) return false
      frame.kind = 'unaddressed'
      return true
    }
    frame.milestone = event.code
    if (found.code !== CALL) return this.#readIdAnywhere(octets, frame)
    return this.#readIdOfCall(octets, frame, eventAt, [
      this.#class.partTo(classAt + found.octets.length + 1),
      finder.partTo(eventAt + event.octets.length + 1),
    ])
  }

  /** @param parts that say of which class and name the event is */
  #readIdOfCall(octets: Buffer, frame: ScannedFrame, eventAt: number, parts: readonly FramePart[]): boolean {
    const { milestone } = frame
    const finder = this.#uniqueId[milestone]
    const idAt = finder?.find(octets) ?? -1
    const idStyle = idAt < 0 ? undefined : ID_STYLES.find((style) => startsAt(octets, idAt, this.#prefixes[style]))
    if (!finder || !idStyle || !readId(octets, idAt, idStyle, frame)) return false
    // A shape is learnt when the identity stands where it did the last time: otherwise it would not serve for long.
    if (this.#idAt[milestone] === idAt) {
      const idPart = finder.partTo(idAt + this.#prefixes[idStyle].length)
      this.#shapes.learn(octets, eventAt, { milestone, idStyle, idAt }, [idPart, ...parts])
    }
    this.#idAt[milestone] = idAt
    return true
  }

  /** For entities other than calls: none of their fields holds nothing but the identity. */
  #readIdAnywhere(octets: Buffer, frame: ScannedFrame): boolean {
    for (const style of ID_STYLES) {
      const at = octets.indexOf(this.#prefixes[style])
      if (at >= 0) return readId(octets, at, style, frame)
    }
    return false
  }

  #parse(octets: Buffer, frame: ScannedFrame): void {
    frame.kind = 'unknown'
    const fields = readExactly(octets, this.#format, this.#mapping)
    if (!fields || typeof fields['class'] !== 'string' || typeof fields['event'] !== 'string') return
    const milestone = CLASSES.get(fields['class'])?.find((name) => name === fields['event'])
    if (milestone === undefined) {
      frame.kind = 'unaddressed'
      return
    }
    frame.milestone = MILESTONES.indexOf(milestone)
    const texts = fields['class'] === 'call' ? [fields['uniqueid']] : Object.values(fields)
    for (const text of texts) {
      if (typeof text === 'string' && this.#readIdAnywhere(Buffer.from(text), frame)) return
    }
  }
}

/** Reads the identity of a style that starts at an offset. @returns whether there is one; if so the frame has it */
function readId(octets: Buffer, at: number, style: IdStyle, frame: ScannedFrame): boolean {
  if (style === 'uuid') {
    if (!readUuidInto(octets, at, frame)) return false
  } else {
    const identity = readAsteriskId(octets, at)
    if (identity === undefined) return false
    frame.source = identity.source
    frame.number = identity.number
    frame.leg = undefined
    frame.slot = identity.slot
  }
  frame.kind = 'entity'
  return true
}
