import { defineMutant } from './mutant.ts'

export const oddLineThrows = defineMutant({
  id: 'X01',
  name: 'odd-line-throws',
  fault: 'a header line without a colon and a blank, or with an empty name, throws',
  trips: ['esl/odd-lines'],
  patches: [
    {
      file: 'esl/event-headers.ts',
      find: '    const names = byFirstCharacter[head.charCodeAt(start)]',
      replace: `    const colon = head.indexOf(': ', start)
    if (colon <= start || colon >= end) throw new SyntaxError('header line without name and value')
    const names = byFirstCharacter[head.charCodeAt(start)]`,
    },
  ],
})
