import { defineMutant } from './mutant.ts'

export const lastKey = defineMutant({
  id: 'X27',
  name: 'last-key',
  fault: 'of several keys in one URL the last one counts',
  trips: ['sec/key-wrong'],
  patches: [
    {
      file: 'access.ts',
      find: '  return given?.length === 1 ? given[0]?.[1] : undefined',
      replace: '  return given?.at(-1)?.[1]',
    },
  ],
})
