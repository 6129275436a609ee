import { defineMutant } from './mutant.ts'

export const chunkIsFrame = defineMutant({
  id: 'M01',
  name: 'chunk-is-frame',
  fault: 'each socket read is parsed on its own; the unfinished rest is dropped',
  trips: ['esl/1-byte', 'esl/every-split', 'esl/coalesced', 'esl/auth'],
  disturbs: ['esl/large', 'esl/octets', 'esl/sequence'],
  patches: [
    {
      file: 'esl/frame-reader.ts',
      find: '    keep(data.subarray(offset))',
      replace: `    head = undefined
    searched = 0`,
    },
  ],
})
