import { withHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const unknownHeader: EventFault = {
  kind: 'event',
  name: 'unknown-header',
  effect: 'an event has a header that no FreeSWITCH sends',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => (frame) => [withHeader(frame, 'X-Callstorm-Unknown', 'unknown').octets],
}
