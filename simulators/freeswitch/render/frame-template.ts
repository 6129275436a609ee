import { frameHeader } from '../codec/serialize.ts'
import type { EventFormat } from '../events/outgoing.ts'
import type { TextPart } from './frame-text.ts'
import type { Segment, SegmentPool } from './segment-pool.ts'
import type { FixedCopy } from './store-list.ts'
import type { CellPlan } from './value-layout.ts'

/**
 * A frame of one event in one format: the octets that are the same for every call, cut at the values whose width
 * varies, with fixed-width values at constant places of each piece. Rendering copies a piece and stores its values
 * over the copy: the template itself is only ever read, which the caches of a processor like.
 */
export interface FrameTemplate {
  /** Pieces of the frame behind the digits of the outer Content-Length, one more than there are holes. */
  readonly segments: readonly Segment[]
  /** What stands behind each segment but the last: the index of a variable cell, or SEQUENCE or BODY_LENGTH. */
  readonly holes: Int32Array
  /** Octets of all segments. */
  readonly octets: number
  /** Those of them that the outer Content-Length counts. */
  readonly countedOctets: number
  readonly body: BodyLength
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

/** Collects the segments of a frame. */
interface Draft {
  readonly pool: SegmentPool
  readonly segments: Segment[]
  readonly holes: number[]
  body: BodyLength
  /** The segment that is being written, and the values in it. */
  text: string
  copies: FixedCopy[]
}

export function createFrameTemplate(
  parts: readonly TextPart[],
  format: EventFormat,
  layout: CellPlan,
  pool: SegmentPool,
): FrameTemplate {
  const rest = frameHeader(0, format).slice('Content-Length: 0'.length)
  const body = { fixedOctets: 0, cells: new Int32Array() }
  const draft: Draft = { pool, segments: [], holes: [], body, text: rest, copies: [] }
  for (const part of parts) addPart(draft, part, layout)
  endSegment(draft)
  const { segments, holes } = draft
  const octets = segments.reduce((sum, segment) => sum + segment.octets.length, 0)
  return { segments, holes: Int32Array.from(holes), octets, countedOctets: octets - rest.length, body: draft.body }
}

function addPart(draft: Draft, part: TextPart, layout: CellPlan): void {
  if (part.kind === 'literal') {
    draft.text += part.text
    return
  }
  if (part.kind === 'body-length') {
    draft.body = bodyLength(part.literalOctets, part.names, layout)
    return cut(draft, BODY_LENGTH)
  }
  if (part.name === SEQUENCE_NAME) return cut(draft, SEQUENCE)
  const cell = layout.cell(part.name, part.encoding)
  if (cell.kind === 'variable') return cut(draft, cell.index)
  draft.copies.push({ to: draft.text.length, from: cell.at, width: cell.width })
  draft.text += '0'.repeat(cell.width)
}

function cut(draft: Draft, hole: number): void {
  draft.holes.push(hole)
  endSegment(draft)
}

function endSegment(draft: Draft): void {
  draft.segments.push(draft.pool.segment(draft.text, draft.copies))
  draft.text = ''
  draft.copies = []
}

function bodyLength(literalOctets: number, names: readonly string[], layout: CellPlan): BodyLength {
  const cells = names.map((name) => layout.cell(name, 'raw'))
  return {
    fixedOctets: cells.reduce((sum, cell) => sum + (cell.kind === 'fixed' ? cell.width : 0), literalOctets),
    cells: Int32Array.from(cells.flatMap((cell) => (cell.kind === 'variable' ? [cell.index] : []))),
  }
}
