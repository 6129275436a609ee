import { BODY_LENGTH, type BodyLength, type FrameTemplate, SEQUENCE } from './frame-template.ts'
import type { Segment } from './segment-pool.ts'
import { runStores } from './store-list.ts'
import type { ValueBlock } from './value-block.ts'

const PREFIX = Buffer.from('Content-Length: ', 'latin1')
/** Digits of a length or of a sequence number: whole numbers below 2^53 have no more. */
const MOST_DIGITS = 16
/** Texts below this many octets are copied by a loop, longer ones by the runtime. */
const SHORT_OCTETS = 40

/** Most octets that the frame can take with these values. */
export function frameLimit(template: FrameTemplate, block: ValueBlock): number {
  const hole = Math.max(block.longest, MOST_DIGITS)
  return PREFIX.length + MOST_DIGITS + template.octets + template.holes.length * hole
}

/**
 * Writes the complete frame, which equals the serialisation of the event with the same values, octet for octet.
 * @returns the offset behind it
 */
export function renderFrame(
  template: FrameTemplate,
  block: ValueBlock,
  sequence: number,
  target: Uint8Array,
  at: number,
): number {
  const { holes, segments } = template
  const view = viewOf(target)
  target.set(PREFIX, at)
  let to = writeDecimal(target, at + PREFIX.length, contentLength(template, block, sequence))
  for (let i = 0; i < holes.length; i++) {
    to = writeSegment(segments[i] as Segment, target, view, to, block)
    const hole = holes[i] as number
    if (hole >= 0) to = writeCell(target, to, block, hole)
    else to = writeDecimal(target, to, hole === SEQUENCE ? sequence : bodyOctets(template.body, block))
  }
  return writeSegment(segments[holes.length] as Segment, target, view, to, block)
}

function writeSegment({ octets, stores }: Segment, target: Uint8Array, view: DataView, at: number, block: ValueBlock): number {
  if (octets.length > SHORT_OCTETS) target.set(octets, at)
  else for (let i = 0; i < octets.length; i++) target[at + i] = octets[i] as number
  runStores(stores, view, at, block.view)
  return at + octets.length
}

/** A connection renders into the same buffer many times in a row. */
let latest: DataView = new DataView(new ArrayBuffer(0))

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  if (latest.buffer !== buffer || latest.byteOffset !== byteOffset || latest.byteLength !== length) {
    latest = new DataView(buffer, byteOffset, length)
  }
  return latest
}

/** Number of octets behind the outer header. */
function contentLength(template: FrameTemplate, block: ValueBlock, sequence: number): number {
  const { holes } = template
  const { spans } = block
  let octets = template.countedOctets
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i] as number
    if (hole >= 0) octets += (spans[2 * hole + 1] as number) - (spans[2 * hole] as number)
    else octets += decimalWidth(hole === BODY_LENGTH ? bodyOctets(template.body, block) : sequence)
  }
  return octets
}

function bodyOctets({ fixedOctets, cells }: BodyLength, { spans }: ValueBlock): number {
  let octets = fixedOctets
  for (const cell of cells) octets += (spans[2 * cell + 1] as number) - (spans[2 * cell] as number)
  return octets
}

function writeCell(target: Uint8Array, at: number, block: ValueBlock, cell: number): number {
  const from = block.spans[2 * cell] as number
  const end = block.spans[2 * cell + 1] as number
  const { bytes } = block
  if (end - from > SHORT_OCTETS) {
    target.set(bytes.subarray(from, end), at)
    return at + end - from
  }
  let to = at
  for (let i = from; i < end; i++) target[to++] = bytes[i] as number
  return to
}

/** Decimal digits of a whole number. */
export function decimalWidth(value: number): number {
  let width = 1
  for (let limit = 10; value >= limit; limit *= 10) width++
  return width
}

/** Writes a whole number in decimal. @returns the offset behind it */
export function writeDecimal(target: Uint8Array, at: number, value: number): number {
  const end = at + decimalWidth(value)
  let rest = value
  for (let i = end - 1; i >= at; i--) {
    const higher = Math.floor(rest / 10)
    target[i] = 48 + rest - higher * 10
    rest = higher
  }
  return end
}
