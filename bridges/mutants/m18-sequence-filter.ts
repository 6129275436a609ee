import { defineMutant } from './mutant.ts'

export const sequenceFilter = defineMutant({
  id: 'M18',
  name: 'sequence-filter',
  fault: 'events whose Event-Sequence is not above the last one are dropped',
  trips: ['gold/corpus', 'esl/sequence', 'fwd/exact'],
  disturbs: ['gold/bridge', 'map/message-send', 'fwd/leg-order'],
  patches: [
    {
      file: 'esl/event-headers.ts',
      find: "  'Event-Subclass',",
      replace: "  'Event-Subclass',\n  'Event-Sequence',",
    },
    {
      file: 'esl/link.ts',
      find: '    let subscribedAt: number | undefined',
      replace: `    let lastSequence = 0
    let subscribedAt: number | undefined`,
    },
    {
      file: 'esl/link.ts',
      find: '          const event = mapEvent(headers, node.machine)',
      replace: `          const sequence = Number(headers.get('Event-Sequence') ?? Infinity)
          if (sequence <= lastSequence) return
          if (sequence < Infinity) lastSequence = sequence
          const event = mapEvent(headers, node.machine)`,
    },
  ],
})
