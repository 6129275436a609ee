import { type EventFault, FIRST_EVENT } from './fault.ts'

export const truncated: EventFault = {
  kind: 'event',
  name: 'truncated',
  effect: 'the front half of an event, then the end of the connection',
  trigger: FIRST_EVENT,
  connections: 1,
  span: 1,
  start: (_value, connection) => ({ octets }) => {
    connection.finish()
    return [octets.slice(0, Math.ceil(octets.length / 2))]
  },
}
