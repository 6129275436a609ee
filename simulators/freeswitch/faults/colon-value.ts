import { withRawHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const colonValue: EventFault = {
  kind: 'event',
  name: 'colon-value',
  effect: 'a value with ": " in it, as it stands',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => (frame) => [withRawHeader(frame, 'X-Callstorm-Colon', 'one: two: three').octets],
}
