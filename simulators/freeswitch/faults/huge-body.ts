import { EVENT_CUSTOM } from '../events/event-types.ts'
import { serializeFrame } from '../codec/serialize.ts'
import type { FsEvent } from '../codec/event.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const hugeBody: EventFault = {
  kind: 'event',
  name: 'huge-body',
  effect: 'a CUSTOM event with a very large body comes in front of another',
  parameter: { unit: 'octets', meaning: 'of the body', default: 16_777_216 },
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: (value) => ({ format, octets }) => [serializeFrame(hugeEvent(value), format), octets],
}

function hugeEvent(octets: number): FsEvent {
  return { type: EVENT_CUSTOM, subclass: 'callstorm::huge', headers: [['Event-Name', 'CUSTOM']], body: 'x'.repeat(octets) }
}
