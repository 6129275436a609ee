import { defineMutant } from './mutant.ts'

export const routeAny = defineMutant({
  id: 'M20',
  name: 'route-any',
  fault: 'call/route for every CS_ROUTING',
  trips: ['gold/bridge', 'map/route-once'],
  disturbs: ['gold/corpus', 'map/route-transfer'],
  patches: [
    {
      file: 'mapping.ts',
      find: " && headers.get('Channel-Call-State') !== 'DOWN'",
      replace: '',
    },
  ],
})
