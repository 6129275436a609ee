import { defineMutant } from './mutant.ts'

export const tlsOld = defineMutant({
  id: 'X25',
  name: 'tls-old',
  fault: 'every version of TLS that the library knows is taken',
  trips: ['sec/tls-versions'],
  patches: [
    {
      file: 'http-listen.ts',
      find: 'createSecureServer({ ...limits, ...identity,',
      replace: "createSecureServer({ ...limits, ...identity, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0',",
    },
  ],
})
