import { defineMutant } from './mutant.ts'

export const noBackoff = defineMutant({
  id: 'M11',
  name: 'no-backoff',
  fault: 'the delay before a new attempt to connect is 0',
  trips: ['esl/auth-refused', 'esl/backoff', 'esl/flap', 'mws/reconnect'],
  patches: [
    {
      file: 'backoff.ts',
      find: '      return Math.min(nominal * (0.75 + random() / 2), maximumMs)',
      replace: '      return 0',
    },
  ],
})
