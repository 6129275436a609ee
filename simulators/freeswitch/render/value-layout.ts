import { jsonString } from '../codec/serialize-json.ts'
import { percentEncode } from '../codec/percent-encoding.ts'
import { xmlText } from '../codec/xml-text.ts'
import { createBlock, type ValueBlock } from './value-block.ts'

/** How a value is written where it stands: header values of plain and XML, JSON strings, plain bodies, XML bodies. */
export type ValueEncoding = 'percent' | 'json' | 'raw' | 'xml'

/** Octets that a value always takes, as it is and percent-encoded. Only printable ASCII without `"`, `\`, `&`, `<`, `>`. */
export interface FixedWidth {
  readonly raw: number
  readonly percent: number
}

/** What is known of a value before any call: its fixed width, or undefined when it varies. */
export type WidthOf = (name: string) => FixedWidth | undefined

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
  readonly cells: { readonly encoding: ValueEncoding; readonly cell: Cell }[]
}

const ENCODERS: Readonly<Record<ValueEncoding, (text: string) => string>> = {
  percent: percentEncode,
  json: (text) => jsonString(text).slice(1, -1),
  raw: (text) => text,
  xml: xmlText,
}

function cellText(block: ValueBlock, cell: Cell): string {
  const from = cell.kind === 'fixed' ? cell.at : (block.spans[2 * cell.index] ?? 0)
  const end = cell.kind === 'fixed' ? cell.at + cell.width : (block.spans[2 * cell.index + 1] ?? 0)
  return Buffer.from(block.bytes.buffer, block.bytes.byteOffset + from, end - from).toString('latin1')
}

/** Undoes `jsonString()`. */
const unescapeJson = (text: string): string => (text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text)

export function createValueLayout<Inputs>(widthOf: WidthOf, valueOf: ValueOf<Inputs>): ValueLayout<Inputs> {
  const entries = new Map<string, Entry<Inputs>>()
  let fixedOctets = 0
  let variables = 0
  let sealed = false

  const allot = (width: number | undefined): Cell => {
    if (sealed) throw new TypeError('Cannot add a value to a layout as blocks of it exist')
    if (width === undefined) return { kind: 'variable', index: variables++ }
    const cell: Cell = { kind: 'fixed', at: fixedOctets, width }
    fixedOctets += Math.ceil(width / ALIGNMENT) * ALIGNMENT
    return cell
  }

  const cellOf = (name: string, wanted: ValueEncoding): Cell => {
    const fixed = fixedWidth(widthOf(name))
    const encoding = fixed === undefined ? wanted : sharedEncoding(fixed, wanted)
    const entry = entries.get(name) ?? { name, valueOf: valueOf(name), cells: [] }
    entries.set(name, entry)
    const known = entry.cells.find((candidate) => candidate.encoding === encoding)
    if (known !== undefined) return known.cell
    const cell = allot(encoding === 'percent' ? fixed?.percent : fixed?.raw)
    entry.cells.push({ encoding, cell })
    return cell
  }

  return {
    cell: cellOf,
    text: (block, name) => unescapeJson(cellText(block, cellOf(name, 'json'))),
    createBlock() {
      sealed = true
      return createBlock(fixedOctets, variables)
    },
    fill(block, inputs) {
      sealed = true
      block.clear()
      for (const { name, valueOf: textOf, cells } of entries.values()) {
        const text = textOf(inputs)
        for (const { encoding, cell } of cells) {
          const encoded = ENCODERS[encoding](text)
          if (cell.kind === 'variable') block.putVariable(cell.index, encoded)
          else if (encoded.length === cell.width) block.putFixed(cell.at, encoded)
          else throw new RangeError(wrongWidth(name, cell.width, encoded))
        }
      }
    },
  }
}

const fixedWidth = (width: FixedWidth | undefined): FixedWidth | undefined =>
  width === undefined || width.raw < LEAST_FIXED_OCTETS ? undefined : width

/** A value that percent-encoding leaves alone needs one cell only; JSON and bodies take fixed values as they are. */
const sharedEncoding = (width: FixedWidth, wanted: ValueEncoding): ValueEncoding =>
  wanted === 'percent' && width.percent !== width.raw ? 'percent' : 'raw'

const wrongWidth = (name: string, width: number, text: string): string =>
  `Cannot render "${name}" as its width is ${width} octets: current value is ${JSON.stringify(text)}`
