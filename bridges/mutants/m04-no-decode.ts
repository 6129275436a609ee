import { defineMutant } from './mutant.ts'

export const noDecode = defineMutant({
  id: 'M04',
  name: 'no-decode',
  fault: 'header values are used without percent-decoding',
  trips: ['map/register', 'esl/percent', 'eso/start'],
  disturbs: ['evt/*', 'map/expire', 'esl/*', 'eso/*', 'sec/output-injection', 'post/encoding'],
  patches: [
    {
      file: 'esl/event-headers.ts',
      find: 'return value === undefined ? undefined : decodePercent(value)',
      replace: 'return value',
    },
  ],
})
