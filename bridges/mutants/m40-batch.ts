import { defineMutant } from './mutant.ts'

export const batch = defineMutant({
  id: 'M40',
  name: 'batch',
  fault: 'events are flushed once a second, those of one read as one JSON array',
  trips: ['ws/shape', 'fwd/latency'],
  // An event that was read alone goes out alone, or nothing at all would pass.
  disturbs: ['*'],
  patches: [
    {
      file: 'hub.ts',
      find: '  let waiting: BridgeEvent[] = []',
      replace: `  const reads: BridgeEvent[][] = []
  let waiting: BridgeEvent[] = []`,
    },
    {
      file: 'hub.ts',
      find: '    for (const output of outputs) output.deliver(batch)',
      replace: `    const deliverAll = (): void => {
      for (const read of reads.splice(0)) for (const output of outputs) output.deliver(read)
    }
    if (reads.push(batch) === 1) setTimeout(deliverAll, 1_000)`,
    },
    {
      file: 'websocket-server.ts',
      find: 'encodeTextFrames(events.map(toJson))',
      replace: "encodeTextFrames([events.length > 1 ? '[' + events.map(toJson).join() + ']' : events.map(toJson).join()])",
    },
  ],
})
