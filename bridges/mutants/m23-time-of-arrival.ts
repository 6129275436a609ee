import { defineMutant } from './mutant.ts'

export const timeOfArrival = defineMutant({
  id: 'M23',
  name: 'time-of-arrival',
  fault: "timestamp is the bridge's clock at receipt",
  trips: ['evt/timestamp-origin', 'map/start-answer'],
  disturbs: ['gold/*', 'evt/timestamp-format', 'map/*', 'esl/*', 'eso/*'],
  patches: [
    {
      file: 'mapping.ts',
      find: "digits.test(value) && value !== '0') return toTimestamp(value)",
      replace: "digits.test(value) && value !== '0') return timestampNow()",
    },
  ],
})
