import { findHeader } from './event-headers.ts'
import { serializeFrame } from './serialize.ts'
import type { EventFormat, OutgoingEvent } from '../events/outgoing.ts'
import type { FsEvent } from './event.ts'

/** Makes an event deliverable: each format is rendered when the first listener asks for it, and then kept. */
export function toOutgoing(event: FsEvent): OutgoingEvent {
  const frames: { [format in EventFormat]?: Buffer } = {}
  const frame = (format: EventFormat): Buffer =>
    (frames[format] ??= Buffer.from(serializeFrame(event, format), 'latin1'))
  const outgoing: OutgoingEvent = {
    type: event.type,
    subclass: event.subclass,
    header: (name) => findHeader(event, name),
    frameLimit: (format) => frame(format).length,
    writeFrame(format, target, at) {
      const bytes = frame(format)
      target.set(bytes, at)
      return at + bytes.length
    },
    keep: () => outgoing,
  }
  return outgoing
}
