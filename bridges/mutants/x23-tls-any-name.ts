import { defineMutant } from './mutant.ts'

export const tlsAnyName = defineMutant({
  id: 'X23',
  name: 'tls-any-name',
  fault: 'a certificate may name another host than the URL',
  trips: ['post/tls-wrong-name', 'mws/tls-untrusted'],
  patches: [
    {
      file: 'tls.ts',
      find: '  rejectUnauthorized: true,',
      replace: `  rejectUnauthorized: true,
  checkServerIdentity: () => undefined,`,
    },
  ],
})
