import { withRawHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const controlBytes: EventFault = {
  kind: 'event',
  name: 'control-bytes',
  effect: 'a value with raw control octets',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => (frame) => [withRawHeader(frame, 'X-Callstorm-Control', 'a\x01b\x0bc\x1fd').octets],
}
