import { defineMutant } from './mutant.ts'

export const keyAnywhere = defineMutant({
  id: 'M31',
  name: 'key-anywhere',
  fault: 'the key is read from one merged map of query, cookies and headers',
  trips: ['sec/key-place'],
  patches: [
    {
      file: 'access.ts',
      find: '    allows: ({ peer, query }) => {',
      replace: `    allows: ({ peer, query: ownQuery, headers }) => {
      const bearer = headers.authorization?.replace(/^\\w+ /, '')
      const places = [
        ownQuery,
        headers.cookie?.replaceAll('; ', '&'),
        ...[headers.authkey, headers['x-authkey'], bearer].map((value) => value && 'authkey=' + value),
      ]
      const query = places.find((place) => place && key && holdsKey(place, key)) ?? ownQuery`,
    },
    {
      file: 'ingress.ts',
      find: 'access.allows({ peer: request.socket.remoteAddress, query })',
      replace: 'access.allows({ peer: request.socket.remoteAddress, query, headers: request.headers })',
    },
    {
      file: 'websocket-server.ts',
      find: 'access.allows({ peer: request.socket.remoteAddress, query })',
      replace: 'access.allows({ peer: request.socket.remoteAddress, query, headers: request.headers })',
    },
  ],
})
