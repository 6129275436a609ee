import { defineMutant } from './mutant.ts'

export const unboundedQueue = defineMutant({
  id: 'M43',
  name: 'unbounded-queue',
  fault: "a websocket client's send queue has no limit and is never closed",
  trips: ['ws/never-reads'],
  patches: [
    {
      file: 'websocket-server.ts',
      find: 'maxLagOctets = 32 * 1024 * 1024',
      replace: 'maxLagOctets = Infinity',
    },
  ],
})
