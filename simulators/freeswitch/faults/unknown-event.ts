import { mapHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const unknownEvent: EventFault = {
  kind: 'event',
  name: 'unknown-event',
  effect: 'an event of a name that no FreeSWITCH has comes in front of another',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => (frame) => [mapHeader(frame, 'Event-Name', () => 'CALLSTORM_UNKNOWN').octets, frame.octets],
}
