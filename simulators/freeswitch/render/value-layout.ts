import { jsonString } from '../codec/serialize-json.ts'
import { percentEncode } from '../codec/percent-encoding.ts'
import { xmlText } from '../codec/xml-text.ts'
import { ValueBlock } from './value-block.ts'

/** How a value is written where it stands: header values of plain and XML, JSON strings, plain bodies, XML bodies. */
export type ValueEncoding = 'percent' | 'json' | 'raw' | 'xml'

/** What is known of a value before any call. */
export type ValueShape =
  /** Always so many octets, as it is and percent-encoded: printable ASCII without `"`, `\`, `&`, `<`, `>`. */
  | { readonly kind: 'fixed'; readonly raw: number; readonly percent: number }
  /** Varies in width, but consists of letters, digits and hyphens, which no encoding changes. */
  | { readonly kind: 'safe' }
  | { readonly kind: 'any' }

export type ShapeOf = (name: string) => ValueShape

export const ANY: ValueShape = { kind: 'any' }
export const SAFE: ValueShape = { kind: 'safe' }

/** So many octets that no encoding changes. */
export const fixedOctets = (octets: number): ValueShape => ({ kind: 'fixed', raw: octets, percent: octets })

/** Where one encoding of one value stands in a block. */
export type Cell =
  | { readonly kind: 'fixed'; readonly at: number; readonly width: number }
  | { readonly kind: 'variable'; readonly index: number }

/** How to calculate a value from what is known of a call: resolved once for each name. */
export type ValueOf<Inputs> = (name: string) => (inputs: Inputs) => string

/** Where values stand in blocks. */
export interface CellPlan {
  /** The cell of a value in one encoding; allotted when first asked for, which must be before any block is created. */
  cell(name: string, encoding: ValueEncoding): Cell
  /** Text of a value that a block holds, as it was before any encoding. */
  text(block: ValueBlock, name: string): string
}

/** The plan of the blocks in which the values of one call are kept, encoded once and for all its events. */
export interface ValueLayout<Inputs> extends CellPlan {
  createBlock(): ValueBlock
  /**
   * Writes the values of another call into a block.
   * @throws RangeError when a value is not as wide as it was declared
   */
  fill(block: ValueBlock, inputs: Inputs): void
}

/** Fixed values are copied by stores of eight or four octets: a narrower one is treated as one that varies. */
const LEAST_FIXED_OCTETS = 4
const ALIGNMENT = 8

interface Entry<Inputs> {
  readonly name: string
  readonly valueOf: (inputs: Inputs) => string
  readonly shape: ValueShape
  readonly cells: EncodedCell[]
}

interface EncodedCell {
  readonly encoding: ValueEncoding
  readonly encode: (text: string) => string
  readonly cell: Cell
}

const asItIs = (text: string): string => text

const ENCODERS: Readonly<Record<ValueEncoding, (text: string) => string>> = {
  percent: percentEncode,
  json: (text) => jsonString(text).slice(1, -1),
  raw: asItIs,
  xml: xmlText,
}

function cellText(block: ValueBlock, cell: Cell): string {
  const from = cell.kind === 'fixed' ? cell.at : (block.spans[2 * cell.index] ?? 0)
  const end = cell.kind === 'fixed' ? cell.at + cell.width : (block.spans[2 * cell.index + 1] ?? 0)
  return Buffer.from(block.bytes.buffer, block.bytes.byteOffset + from, end - from).toString('latin1')
}

/** Undoes `jsonString()`. */
const unescapeJson = (text: string): string => (text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text)

export function createValueLayout<Inputs>(shapeOf: ShapeOf, valueOf: ValueOf<Inputs>): ValueLayout<Inputs> {
  const entries = new Map<string, Entry<Inputs>>()
  let fixedEnd = 0
  let variables = 0
  /** The entries once blocks exist. */
  let sealed: readonly Entry<Inputs>[] | undefined

  const allot = (width: number | undefined): Cell => {
    if (sealed !== undefined) throw new TypeError('Cannot add a value to a layout as blocks of it exist')
    if (width === undefined) return { kind: 'variable', index: variables++ }
    const cell: Cell = { kind: 'fixed', at: fixedEnd, width }
    fixedEnd += Math.ceil(width / ALIGNMENT) * ALIGNMENT
    return cell
  }

  const entryOf = (name: string): Entry<Inputs> => {
    const entry = entries.get(name) ?? { name, valueOf: valueOf(name), shape: usableShape(shapeOf(name)), cells: [] }
    entries.set(name, entry)
    return entry
  }

  const cellOf = (name: string, wanted: ValueEncoding): Cell => {
    const { shape, cells } = entryOf(name)
    const encoding = sharedEncoding(shape, wanted)
    const known = cells.find((candidate) => candidate.encoding === encoding)
    if (known !== undefined) return known.cell
    const width = shape.kind === 'fixed' ? (encoding === 'percent' ? shape.percent : shape.raw) : undefined
    const cell = allot(width)
    const encode = cell.kind === 'fixed' ? remember(ENCODERS[encoding]) : ENCODERS[encoding]
    cells.push({ encoding, encode: encoding === 'raw' ? asItIs : encode, cell })
    return cell
  }

  return {
    cell: cellOf,
    text: (block, name) => unescapeJson(cellText(block, cellOf(name, 'json'))),
    createBlock() {
      sealed ??= [...entries.values()]
      return new ValueBlock(fixedEnd, variables)
    },
    fill(block, inputs) {
      block.clear()
      for (const entry of sealed ?? []) putValue(block, entry, entry.valueOf(inputs))
    },
  }
}

function putValue(block: ValueBlock, { name, cells }: Entry<never>, text: string): void {
  for (const { cell, encode } of cells) {
    const encoded = encode(text)
    if (cell.kind === 'variable') block.putVariable(cell.index, encoded)
    else if (encoded.length === cell.width) block.putFixed(cell.at, encoded)
    else throw new RangeError(wrongWidth(name, cell.width, encoded))
  }
}

const usableShape = (shape: ValueShape): ValueShape =>
  shape.kind === 'fixed' && shape.raw < LEAST_FIXED_OCTETS ? ANY : shape

/** A value that an encoding leaves alone needs no cell for it; JSON and bodies take fixed values as they are. */
function sharedEncoding(shape: ValueShape, wanted: ValueEncoding): ValueEncoding {
  if (shape.kind === 'any') return wanted
  return shape.kind === 'fixed' && wanted === 'percent' && shape.percent !== shape.raw ? 'percent' : 'raw'
}

const MOST_REMEMBERED = 4096

/** Fixed values that need encoding are dates, which calls have in common. */
function remember(encode: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= MOST_REMEMBERED) known.clear()
    const encoded = encode(text)
    known.set(text, encoded)
    return encoded
  }
}

const wrongWidth = (name: string, width: number, text: string): string =>
  `Cannot render "${name}" as its width is ${width} octets: current value is ${JSON.stringify(text)}`
