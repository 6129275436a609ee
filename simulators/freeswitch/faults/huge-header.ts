import { withHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const hugeHeader: EventFault = {
  kind: 'event',
  name: 'huge-header',
  effect: 'an event has a very long header',
  parameter: { unit: 'octets', meaning: 'of its value', default: 1_048_576 },
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: (value) => (frame) => [withHeader(frame, 'X-Callstorm-Huge', 'x'.repeat(value)).octets],
}
