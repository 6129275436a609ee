import { defineMutant } from './mutant.ts'

export const usecUnpadded = defineMutant({
  id: 'M22',
  name: 'usec-unpadded',
  fault: 'timestamp is seconds, a dot and microseconds without zero padding',
  trips: ['evt/timestamp-format'],
  disturbs: ['gold/*', 'map/*'],
  patches: [
    {
      file: 'event.ts',
      find: '.${digits.slice(-6)}',
      replace: '.${Number(digits.slice(-6))}',
    },
  ],
})
