import { defineMutant } from './mutant.ts'

export const charsNotBytes = defineMutant({
  id: 'M02',
  name: 'chars-not-bytes',
  fault: 'the socket is text-decoded read by read and Content-Length compared with string length',
  trips: ['esl/octets', 'esl/octets-json'],
  disturbs: ['esl/odd-lines'],
  patches: [
    {
      file: 'esl/session.ts',
      find: '      push(chunk)',
      // One octet per character: the reader counts characters from here on.
      replace: "      push(Buffer.from(chunk.toString('utf8'), 'latin1'))",
    },
  ],
})
