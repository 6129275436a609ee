import { defineMutant } from './mutant.ts'

export const keyPrefix = defineMutant({
  id: 'M30',
  name: 'key-prefix',
  fault: 'the key test is `KEY.startsWith(given ?? "")`',
  trips: ['sec/key-missing', 'sec/key-wrong'],
  disturbs: ['sec/key-place'],
  patches: [
    {
      file: 'access.ts',
      find: '(key === undefined || holdsKey(query, key))',
      replace: "(authkey === undefined || authkey.startsWith(givenKey(query) ?? ''))",
    },
  ],
})
