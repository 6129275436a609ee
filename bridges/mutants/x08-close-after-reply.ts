import { defineMutant } from './mutant.ts'

export const closeAfterReply = defineMutant({
  id: 'X08',
  name: 'close-after-reply',
  fault: 'the server closes each HTTP connection after one reply',
  trips: ['ing/pipeline'],
  disturbs: ['ing/*', 'mws/*', 'fwd/*'],
  patches: [
    {
      file: 'ingress.ts',
      find: "  response.writeHead(status, headers)",
      replace: "  response.writeHead(status, { ...headers, Connection: 'close' })",
    },
  ],
})
