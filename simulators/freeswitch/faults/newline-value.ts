import { withHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const newlineValue: EventFault = {
  kind: 'event',
  name: 'newline-value',
  effect: 'a value with line feeds in it, `%0A` in plain, that look like headers',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => (frame) => [withHeader(frame, 'X-Callstorm-Newline', 'one\nEvent-Name: FORGED\n\ntwo').octets],
}
