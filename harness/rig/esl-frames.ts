import type { FsEvent } from '../../simulators/freeswitch/codec/event.ts'
import { parseEvent } from '../../simulators/freeswitch/codec/parse-event.ts'
import { createFrameParser } from '../../simulators/freeswitch/codec/parse-frames.ts'
import { serializePlain } from '../../simulators/freeswitch/codec/serialize-plain.ts'
import { serializeFrame } from '../../simulators/freeswitch/codec/serialize.ts'
import type { EventFormat } from '../../simulators/freeswitch/events/outgoing.ts'

/**
 * The frame of an event as the server writes it, checked by a parser that shares nothing with the writer.
 * @throws Error when the frame is not one: the harness is broken, not the bridge
 */
export function eventFrame(event: FsEvent, format: EventFormat = 'plain'): Buffer {
  return verified(Buffer.from(serializeFrame(event, format), 'latin1'))
}

/**
 * The frame of a plain event in which header values are not encoded but stand as given, or a frame of any text. What
 * looks wrong inside is meant; only the outer frame is checked.
 */
export function rawEventFrame(event: Pick<FsEvent, 'headers' | 'body'>): Buffer {
  const lines = event.headers.flatMap(([name, value]) => (typeof value === 'string' ? [value] : value).map((one) => `${name}: ${one}\n`))
  const body = event.body === undefined ? '\n' : `Content-Length: ${event.body.length}\n\n${event.body}`
  const text = lines.join('') + body
  return verified(Buffer.from(`Content-Length: ${text.length}\nContent-Type: text/event-plain\n\n${text}`, 'latin1'))
}

/** An event that is a frame by itself, without an outer header: so is the reply to `connect`. */
export const bareFrame = (event: FsEvent): Buffer => Buffer.from(serializePlain(event), 'latin1')

/** A frame of any kind with a body of the announced length. */
export function frame(headers: readonly (readonly [name: string, value: string])[], body?: string): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\n`)
  const length = body === undefined ? [] : [`Content-Length: ${body.length}\n`]
  return verified(Buffer.from(`${[...length, ...lines].join('')}\n${body ?? ''}`, 'latin1'))
}

/**
 * The event that a server wrote as this plain frame, to be fired again: subscribers get the same octets.
 * @throws SyntaxError when they would not be the same
 */
export function recordedEvent(plainFrame: Uint8Array): FsEvent {
  const octets = Buffer.from(plainFrame)
  const event = parseEvent(octets.subarray(octets.indexOf('\n\n') + 2).toString('latin1'), 'plain')
  if (!eventFrame(event).equals(octets)) throw new SyntaxError('Cannot fire a recorded event as it must be written again octet by octet')
  return event
}

function verified(octets: Buffer): Buffer {
  const parser = createFrameParser()
  const frames = parser.push(octets)
  if (frames.length !== 1 || parser.pending !== 0) {
    throw new Error(`Cannot send a frame as it must be exactly one: current value is ${frames.length} and ${parser.pending} octets`)
  }
  return octets
}
