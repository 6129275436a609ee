import { defineMutant } from './mutant.ts'

export const batch = defineMutant({
  id: 'M40',
  name: 'batch',
  fault: 'events are flushed once a second as one JSON array',
  trips: ['ws/shape', 'fwd/latency'],
  // A single event goes out alone, or nothing at all would pass; whatever sends several in a second is disturbed.
  disturbs: ['*'],
  patches: [
    {
      file: 'hub.ts',
      find: 'setImmediate(flush)',
      replace: 'setTimeout(flush, 1_000)',
    },
    {
      file: 'websocket-server.ts',
      find: 'encodeTextFrames(events.map(toJson))',
      replace: "encodeTextFrames([events.length > 1 ? '[' + events.map(toJson).join() + ']' : events.map(toJson).join()])",
    },
  ],
})
