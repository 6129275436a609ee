import { defineMutant } from './mutant.ts'

export const replay = defineMutant({
  id: 'M41',
  name: 'replay',
  fault: 'a new subscriber first gets the last 20 events',
  trips: ['ws/late'],
  disturbs: ['ws/storm'],
  patches: [
    {
      file: 'websocket-server.ts',
      find: '  const subscribers = new Map<WebSocket, Subscriber>()',
      replace: `  const subscribers = new Map<WebSocket, Subscriber>()
  let latest: readonly BridgeEvent[] = []`,
    },
    {
      file: 'websocket-server.ts',
      find: '    subscribers.set(client, subscriber)',
      replace: `    subscribers.set(client, subscriber)
    socket.write(encodeTextFrames(latest.map(toJson)))`,
    },
    {
      file: 'websocket-server.ts',
      find: '      if (subscribers.size === 0) return',
      replace: `      latest = [...latest, ...events].slice(-20)
      if (subscribers.size === 0) return`,
    },
  ],
})
