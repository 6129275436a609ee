import { withHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const invalidUtf8: EventFault = {
  kind: 'event',
  name: 'invalid-utf8',
  effect: 'a value of octets that are not UTF-8, percent-encoded in plain and XML',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => (frame) => [withHeader(frame, 'X-Callstorm-Octets', '\xff\xfe\xc3(').octets],
}
