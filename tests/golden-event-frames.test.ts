import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createFrameParser } from '../simulators/freeswitch/codec/parse-frames.ts'
import { parseEvent } from '../simulators/freeswitch/codec/parse-event.ts'
import { serializeFrame } from '../simulators/freeswitch/codec/serialize.ts'
import { EVENT_FORMATS, type EventFormat } from '../simulators/freeswitch/events/outgoing.ts'
import { marksGolden } from './golden/golden-meta.ts'

const FOLDER = new URL('golden/events/', import.meta.url)
const FILES = readdirSync(FOLDER)

/** Format and kind of event in the name of a recorded frame. */
function partsOf(file: string): { readonly kind: string; readonly format: EventFormat } {
  const format = EVENT_FORMATS.find((candidate) => file.endsWith(`.${candidate}.txt`))
  if (format === undefined) throw new Error(`Cannot compare "${file}" as its name must end in a format`)
  return { kind: file.slice(0, -`.${format}.txt`.length), format }
}

/** The same event as it was delivered in each format. */
const sources = (kind: string): readonly string[] => FILES.filter((file) => partsOf(file).kind === kind)

const octetsOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'latin1')

/** The frame in another format of the event that a recorded frame carries. */
function rewrite(octets: string, from: EventFormat, to: EventFormat): string {
  const [frame] = createFrameParser().push(Buffer.from(octets, 'latin1'))
  return serializeFrame(parseEvent(frame?.body ?? '', from), to)
}

describe('serializeFrame() of the events that a real server delivered in three formats at once', () => {
  test.for(FILES)('writes the octets of %s, whichever format the event is read from', (file, context) => {
    marksGolden(context, { family: 'events', name: file })
    const { kind, format } = partsOf(file)
    for (const source of sources(kind)) {
      expect(rewrite(octetsOf(source), partsOf(source).format, format), source).toBe(octetsOf(file))
    }
  })

  test.each(['CHANNEL_HANGUP_COMPLETE', 'CUSTOM.sofia__error', 'BACKGROUND_JOB'])(
    'sees any octet of a frame of %s that is not the one recorded',
    (kind) => {
      const blind: string[] = []
      for (const file of sources(kind)) {
        const recorded = octetsOf(file)
        const written = rewrite(octetsOf(`${kind}.json.txt`), 'json', partsOf(file).format)
        for (let at = 0; at < recorded.length; at++) {
          const flipped = recorded.slice(0, at) + String.fromCharCode(recorded.charCodeAt(at) ^ 1) + recorded.slice(at + 1)
          if (written === flipped) blind.push(`octet ${at} of ${file}`)
        }
      }
      expect(blind).toEqual([])
    },
  )
})
