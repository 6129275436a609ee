import { mapHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

export const sequenceGap: EventFault = {
  kind: 'event',
  name: 'sequence-gap',
  effect: 'from here on Event-Sequence is higher; nothing is missing',
  parameter: { unit: 'count', meaning: 'of numbers left out', default: 1000 },
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: Infinity,
  start: (value) => (frame) => [
    mapHeader(frame, 'Event-Sequence', (sequence) => String(Number(sequence) + value)).octets,
  ],
}
