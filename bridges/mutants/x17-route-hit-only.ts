import { defineMutant } from './mutant.ts'

export const routeHitOnly = defineMutant({
  id: 'X17',
  name: 'route-hit-only',
  fault: 'call/route only if `Channel-HIT-Dialplan: true`',
  trips: ['gold/corpus', 'map/route-transfer'],
  patches: [
    {
      file: 'esl/event-headers.ts',
      find: "  'Channel-State',",
      replace: "  'Channel-State',\n  'Channel-HIT-Dialplan',",
    },
    {
      file: 'mapping.ts',
      find: "headers.get('Channel-Call-State') !== 'DOWN'",
      replace: "headers.get('Channel-HIT-Dialplan') === 'true'",
    },
  ],
})
