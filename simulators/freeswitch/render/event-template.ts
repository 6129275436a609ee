import { deliveredHeaders, headerText } from '../codec/event-headers.ts'
import type { FsEvent } from '../codec/event.ts'
import type { EventFormat } from '../events/outgoing.ts'
import { createFrameTemplate, type FrameTemplate, SEQUENCE_NAME } from './frame-template.ts'
import { splitEventText } from './frame-text.ts'
import type { Markers } from './markers.ts'
import type { SegmentPool } from './segment-pool.ts'
import type { ValueBlock } from './value-block.ts'
import type { CellPlan, ValueEncoding } from './value-layout.ts'

/** One event of a script, ready to be rendered for any call in any format. */
export interface EventTemplate {
  /** Index in EVENT_TYPES. */
  readonly type: number
  readonly subclass: string | undefined
  /** The frame in one format; compiled when it is first asked for. */
  frame(format: EventFormat): FrameTemplate
  /** First value of a header, its name in lower case; `_body` is the body. As it was before any encoding. */
  header(lowerName: string, block: ValueBlock, sequence: number): string | undefined
}

/**
 * Compiles an event whose values are markers.
 * @param layout gets a cell for every value of the event in every encoding
 */
export function compileEvent(event: FsEvent, markers: Markers, layout: CellPlan, pool: SegmentPool): EventTemplate {
  let headers: Map<string, Parts> | undefined
  allotCells(event, markers, layout)
  const frames: { [format in EventFormat]?: FrameTemplate } = {}
  return {
    type: event.type,
    subclass: event.subclass,
    frame: (format) => (frames[format] ??= createFrameTemplate(splitEventText(event, format, markers), format, layout, pool)),
    header(lowerName, block, sequence) {
      // Only filters ask for headers, mostly for such as are the same in every call.
      headers ??= headerParts(event, markers)
      const parts = headers.get(lowerName)
      if (parts === undefined || parts.length === 1) return parts?.[0]
      return parts.map((part, place) => (place % 2 === 0 ? part : valueText(part, layout, block, sequence))).join('')
    },
  }
}

type Parts = readonly string[]

function headerParts(event: FsEvent, markers: Markers): Map<string, Parts> {
  const found = new Map<string, Parts>()
  for (const [name, value] of deliveredHeaders(event)) {
    const lowerName = name.toLowerCase()
    if (!found.has(lowerName)) found.set(lowerName, markers.split(headerText(value)))
  }
  if (event.body !== undefined) found.set('_body', markers.split(event.body))
  return found
}

/** Frames are compiled late, but a layout is complete before the first call. */
function allotCells(event: FsEvent, markers: Markers, layout: CellPlan): void {
  const allot = (text: string, encodings: readonly ValueEncoding[]): void => {
    for (const name of namesIn(markers.split(text))) {
      if (name !== SEQUENCE_NAME) for (const encoding of encodings) layout.cell(name, encoding)
    }
  }
  for (const [, value] of event.headers) allot(headerText(value), ['percent', 'json'])
  allot(event.body ?? '', ['raw', 'json', 'xml'])
}

const namesIn = (parts: Parts): string[] => parts.filter((_, place) => place % 2 === 1)

function valueText(name: string, layout: CellPlan, block: ValueBlock, sequence: number): string {
  return name === SEQUENCE_NAME ? String(sequence) : layout.text(block, name)
}
