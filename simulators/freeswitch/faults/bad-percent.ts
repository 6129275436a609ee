import { withRawHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const badPercent: EventFault = {
  kind: 'event',
  name: 'bad-percent',
  effect: 'a value with a percent sign and no hexadecimal digits behind it, as it stands',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => (frame) => [withRawHeader(frame, 'X-Callstorm-Percent', '100%zz%').octets],
}
