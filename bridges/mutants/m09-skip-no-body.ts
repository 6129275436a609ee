import { defineMutant } from './mutant.ts'

export const skipNoBody = defineMutant({
  id: 'M09',
  name: 'skip-no-body',
  fault: 'the body of an unknown Content-Type is not skipped',
  trips: ['esl/unknown-type', 'esl/log-data'],
  patches: [
    {
      file: 'esl/frame-reader.ts',
      find: '  return { contentType, head, length: length ?? 0 }',
      replace: `  const known = /^(text\\/(event-plain|event-json|disconnect-notice|rude-rejection)|(api|command)\\/\\w+)$/
  return { contentType, head, length: known.test(contentType) ? (length ?? 0) : 0 }`,
    },
  ],
})
