import { defineMutant } from './mutant.ts'

export const expect417 = defineMutant({
  id: 'X11',
  name: 'expect-417',
  fault: 'Expect: 100-continue is answered 417',
  trips: ['ing/expect'],
  patches: [
    {
      file: 'http-listen.ts',
      find: '  server.maxConnections = 8_192',
      replace: `  server.on('checkContinue', (_request, response) => {
    response.writeHead(417, { 'Content-Length': 0, Connection: 'close' })
    response.end()
  })
  server.maxConnections = 8_192`,
    },
  ],
})
