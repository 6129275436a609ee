import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const duplicate: EventFault = {
  kind: 'event',
  name: 'duplicate',
  effect: 'an event comes twice',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 1,
  start: () => ({ octets }) => [octets, octets],
}
