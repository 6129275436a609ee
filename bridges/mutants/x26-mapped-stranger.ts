import { defineMutant } from './mutant.ts'

export const mappedStranger = defineMutant({
  id: 'X26',
  name: 'mapped-stranger',
  fault: 'the allowlist does not know a listed IPv4 peer by its IPv4-mapped address',
  trips: ['sec/ip-mapped'],
  patches: [
    {
      file: 'access.ts',
      find: "    const address = peer.replace(/^::ffff:(?=\\d+\\.)/i, '')\n",
      replace: "    const address = peer\n    if (address.startsWith('::ffff:')) return false\n",
    },
  ],
})
