import { defineMutant } from './mutant.ts'

export const tlsUnverified = defineMutant({
  id: 'X22',
  name: 'tls-unverified',
  fault: 'certificates of webhooks and of the messaged websocket are not verified',
  trips: ['post/tls-unknown-authority', 'post/tls-expired', 'post/tls-wrong-name', 'mws/tls-untrusted'],
  patches: [
    {
      file: 'tls.ts',
      find: '  rejectUnauthorized: true,',
      replace: '  rejectUnauthorized: false,',
    },
  ],
})
