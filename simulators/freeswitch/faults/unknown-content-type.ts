import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

const BODY = 'nothing that you know\n'

export const unknownContentType: EventFault = {
  kind: 'event',
  name: 'unknown-content-type',
  effect: 'a frame of an unknown content type comes in front of an event',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => ({ octets }) => [`Content-Length: ${BODY.length}\nContent-Type: text/x-callstorm\n\n${BODY}`, octets],
}
