import { defineMutant } from './mutant.ts'

export const noLiveness = defineMutant({
  id: 'M14',
  name: 'no-liveness',
  fault: 'no heartbeat or idle timer on input links',
  trips: ['esl/half-open', 'mws/silent'],
  disturbs: ['esl/old-link'],
  patches: [
    {
      file: 'esl/session.ts',
      find: '      socket.setTimeout(options.idleTimeoutMs)',
      replace: '      socket.setTimeout(0)',
    },
    {
      file: 'messaged-link.ts',
      find: "      if (performance.now() - heardAt >= idleTimeoutMs) end('silent')\n      else if",
      replace: '      if',
    },
  ],
})
