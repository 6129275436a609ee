import { type EventFault, FIRST_EVENT } from './fault.ts'

export const wrongLength: EventFault = {
  kind: 'event',
  name: 'wrong-length',
  effect: 'the outer Content-Length of an event is too large, or too small when negative',
  parameter: { unit: 'count', meaning: 'that is added', default: 10 },
  trigger: FIRST_EVENT,
  connections: 1,
  span: 1,
  start: (value) => ({ octets }) => [
    octets.replace(/\d+/, (length) => String(Math.max(0, Number(length) + value))),
  ],
}
