import { defineMutant } from './mutant.ts'

export const plusLiteral = defineMutant({
  id: 'M37',
  name: 'plus-literal',
  fault: '`+` in a form is not a space',
  trips: ['ing/decode'],
  patches: [
    {
      file: 'form.ts',
      find: '[decodePercent(name, true), decodePercent(value, true)]',
      replace: '[decodePercent(name), decodePercent(value)]',
    },
  ],
})
