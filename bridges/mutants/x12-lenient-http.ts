import { defineMutant } from './mutant.ts'

export const lenientHttp = defineMutant({
  id: 'X12',
  name: 'lenient-http',
  fault: 'the HTTP parser runs in its lenient mode',
  trips: ['ing/smuggle'],
  patches: [
    {
      file: 'http-listen.ts',
      find: '    noDelay: true,',
      replace: `    noDelay: true,
    insecureHTTPParser: true,`,
    },
  ],
})
