import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { percentDecode } from '../../simulators/freeswitch/codec/percent-encoding.ts'

/** One event of a recording of a real server: the frame as it came, and its headers as texts. */
export interface RecordedEvent {
  readonly name: string
  /** The complete plain frame, a binary string. */
  readonly frame: string
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** Reads a recording of `tests/golden/flows`; each of its lines is one frame. */
export function readRecording(name: string): RecordedEvent[] {
  const path = fileURLToPath(new URL(`flows/${name}.jsonl`, import.meta.url))
  return readFileSync(path, 'utf8').trim().split('\n').map(readEvent)
}

function readEvent(line: string): RecordedEvent {
  const { event, raw } = JSON.parse(line) as { event: string; raw: string }
  const frame = Buffer.from(raw, 'utf8').toString('latin1')
  const text = frame.slice(frame.indexOf('\n\n') + 2)
  const lines = text.slice(0, text.indexOf('\n\n')).split('\n')
  return { name: event, frame, headers: lines.map(readHeader) }
}

function readHeader(line: string): readonly [string, string] {
  const colon = line.indexOf(': ')
  return [line.slice(0, colon), percentDecode(line.slice(colon + 2))]
}

/** First value of a header; undefined when the event has none. */
export function recordedHeader(event: RecordedEvent, name: string): string | undefined {
  return event.headers.find(([candidate]) => candidate === name)?.[1]
}
