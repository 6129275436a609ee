import { defineMutant } from './mutant.ts'

export const cap64k = defineMutant({
  id: 'M08',
  name: 'cap-64k',
  fault: 'frames above 64 KiB are discarded',
  trips: ['esl/large'],
  patches: [
    {
      file: 'esl/frame-reader.ts',
      find: '      onFrame({ contentType, head: lines, body })',
      replace: '      if (length <= 64 * 1024) onFrame({ contentType, head: lines, body })',
    },
  ],
})
