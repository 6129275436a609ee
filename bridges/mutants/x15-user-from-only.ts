import { defineMutant } from './mutant.ts'

export const userFromOnly = defineMutant({
  id: 'X15',
  name: 'user-from-only',
  fault: 'registration user and host are read only from `from-user` and `from-host`',
  trips: ['map/expire'],
  disturbs: ['gold/corpus'],
  patches: [
    {
      file: 'mapping.ts',
      find: "registration('expire', headers, machine, 'user', 'host')",
      replace: "registration('expire', headers, machine, 'from-user', 'from-host')",
    },
  ],
})
