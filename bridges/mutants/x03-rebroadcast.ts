import { defineMutant } from './mutant.ts'

export const rebroadcast = defineMutant({
  id: 'X03',
  name: 'rebroadcast',
  fault: 'client text messages are fanned out',
  trips: ['ws/client-text'],
  patches: [
    {
      file: 'websocket-server.ts',
      find: "    client.on('pong', () => {",
      replace: `    client.on('message', (data, isBinary) => {
      for (const other of subscribers.keys()) if (!isBinary) other.send(String(data))
    })
    client.on('pong', () => {`,
    },
  ],
})
