import { defineMutant } from './mutant.ts'

export const silentSkip = defineMutant({
  id: 'X21',
  name: 'silent-skip',
  fault: 'events are skipped for a client whose send buffer is not empty',
  trips: ['ws/slow'],
  disturbs: ['ws/never-reads'],
  patches: [
    {
      file: 'websocket-server.ts',
      find: '        if (socket.writableLength <= maxLagOctets) socket.write(frames)\n        else closeLaggard(client, log)',
      replace: '        if (socket.writableLength === 0) socket.write(frames)',
    },
  ],
})
