import { defineMutant } from './mutant.ts'

export const bodyAsHeaders = defineMutant({
  id: 'M06',
  name: 'body-as-headers',
  fault: 'lines after the inner blank line are parsed as further headers',
  trips: ['esl/body-opaque'],
  patches: [
    {
      file: 'esl/event-headers.ts',
      find: "const head = frame.toString('latin1', 0, blank + 1)",
      replace: "const head = frame.toString('latin1')",
    },
  ],
})
