import { defineMutant } from './mutant.ts'

export const decodeFirst = defineMutant({
  id: 'M05',
  name: 'decode-first',
  fault: 'the event text is percent-decoded before it is split into lines',
  trips: ['esl/newline-injection'],
  disturbs: ['evt/outputs-equal', 'sec/output-injection', 'post/encoding'],
  patches: [
    {
      file: 'esl/event-headers.ts',
      find: '  const values = new Map<HeaderName, string>()',
      replace: `  head = decodePercent(head)
  const values = new Map<HeaderName, string>()`,
    },
    {
      file: 'esl/event-headers.ts',
      find: 'return value === undefined ? undefined : decodePercent(value)',
      replace: 'return value',
    },
  ],
})
