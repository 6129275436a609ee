import { defineMutant } from './mutant.ts'

export const xff = defineMutant({
  id: 'M32',
  name: 'xff',
  fault: 'the allowlist looks at X-Forwarded-For when present',
  trips: ['sec/ip'],
  patches: [
    {
      file: 'ingress.ts',
      find: 'access.allows({ peer: request.socket.remoteAddress, query })',
      replace: `access.allows({
    peer: request.headers['x-forwarded-for'] ?? request.socket.remoteAddress,
    query,
  })`,
    },
  ],
})
