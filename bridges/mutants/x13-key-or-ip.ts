import { defineMutant } from './mutant.ts'

export const keyOrIp = defineMutant({
  id: 'X13',
  name: 'key-or-ip',
  fault: 'key or allowlist suffices',
  trips: ['sec/key-and-ip'],
  disturbs: ['sec/ip'],
  patches: [
    {
      file: 'access.ts',
      find: '(key === undefined || holdsKey(query, key)) && (list === undefined || list(peer))',
      replace: '(key !== undefined && holdsKey(query, key)) || (list !== undefined && list(peer))',
    },
  ],
})
