import { frameHeader } from '../codec/serialize.ts'
import type { EventFormat } from '../events/outgoing.ts'
import type { TextPart } from './frame-text.ts'
import { createStoreList, type FixedCopy, type StoreList } from './store-list.ts'
import type { CellPlan } from './value-layout.ts'

/**
 * A frame of one event in one format: the octets that are the same for every call, with the fixed-width values at
 * constant places between them. Rendering stores those values into the image and copies the image out, cut at the
 * values whose width varies.
 */
export interface FrameTemplate {
  /** Everything behind the digits of the outer Content-Length, without the holes. */
  readonly image: Uint8Array
  readonly view: DataView
  readonly stores: StoreList
  /** The pieces of the image, one more than there are holes. */
  readonly segments: readonly Uint8Array[]
  /** What stands behind each segment but the last: the index of a variable cell, or SEQUENCE or BODY_LENGTH. */
  readonly holes: Int32Array
  /** Octets of the image that the outer Content-Length counts. */
  readonly countedOctets: number
  readonly body: BodyLength
  /** Serial of the block whose values the image holds. */
  filledFrom: number
}

/** What adds up to the inner Content-Length of a body that holds values. */
export interface BodyLength {
  readonly fixedOctets: number
  /** Variable cells, once for each time that the body holds them. */
  readonly cells: Int32Array
}

export const SEQUENCE = -1
export const BODY_LENGTH = -2

/** The one value that is not the call's but the event's. */
export const SEQUENCE_NAME = 'sequence'

/** Collects the pieces of an image. */
interface Draft {
  readonly pieces: string[]
  readonly holes: number[]
  readonly copies: FixedCopy[]
  body: BodyLength
  /** Octets of the pieces that are complete. */
  octets: number
  piece: string
}

export function createFrameTemplate(parts: readonly TextPart[], format: EventFormat, layout: CellPlan): FrameTemplate {
  const rest = frameHeader(0, format).slice('Content-Length: 0'.length)
  const body = { fixedOctets: 0, cells: new Int32Array() }
  const draft: Draft = { pieces: [], holes: [], copies: [], body, octets: 0, piece: rest }
  for (const part of parts) addPart(draft, part, layout)
  draft.pieces.push(draft.piece)
  return finish(draft, rest.length)
}

function addPart(draft: Draft, part: TextPart, layout: CellPlan): void {
  if (part.kind === 'literal') {
    draft.piece += part.text
    return
  }
  if (part.kind === 'body-length') {
    draft.body = bodyLength(part.literalOctets, part.names, layout)
    return cut(draft, BODY_LENGTH)
  }
  if (part.name === SEQUENCE_NAME) return cut(draft, SEQUENCE)
  const cell = layout.cell(part.name, part.encoding)
  if (cell.kind === 'variable') return cut(draft, cell.index)
  draft.copies.push({ to: draft.octets + draft.piece.length, from: cell.at, width: cell.width })
  draft.piece += '0'.repeat(cell.width)
}

function cut(draft: Draft, hole: number): void {
  draft.holes.push(hole)
  draft.pieces.push(draft.piece)
  draft.octets += draft.piece.length
  draft.piece = ''
}

function bodyLength(literalOctets: number, names: readonly string[], layout: CellPlan): BodyLength {
  const cells = names.map((name) => layout.cell(name, 'raw'))
  return {
    fixedOctets: cells.reduce((sum, cell) => sum + (cell.kind === 'fixed' ? cell.width : 0), literalOctets),
    cells: Int32Array.from(cells.flatMap((cell) => (cell.kind === 'variable' ? [cell.index] : []))),
  }
}

function finish({ pieces, holes, copies, body }: Draft, uncounted: number): FrameTemplate {
  const image = new Uint8Array(Buffer.from(pieces.join(''), 'latin1'))
  let at = 0
  const segments = pieces.map((piece) => image.subarray(at, (at += piece.length)))
  return {
    image,
    view: new DataView(image.buffer, image.byteOffset, image.length),
    stores: createStoreList(copies),
    segments,
    holes: Int32Array.from(holes),
    countedOctets: image.length - uncounted,
    body,
    filledFrom: 0,
  }
}
