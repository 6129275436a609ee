import { defineMutant } from './mutant.ts'

export const innerLength = defineMutant({
  id: 'X02',
  name: 'inner-length',
  fault: 'the body length is taken from the first case-insensitive inner content-length',
  trips: ['esl/inner-length'],
  patches: [
    {
      file: 'esl/frame-reader.ts',
      find: '      offset += length\n',
      replace: `      const blank = body.indexOf('\\n\\n')
      const inner = /^content-length: (\\d+)$/im.exec(body.toString('latin1', 0, Math.max(blank, 0)))
      offset += inner ? blank + 2 + Number(inner[1]) : length
`,
    },
  ],
})
