import { defineMutant } from './mutant.ts'

export const whitelist = defineMutant({
  id: 'M29',
  name: 'whitelist',
  fault: 'unknown events and fields from http-post and messaged are dropped',
  trips: ['evt/passthrough'],
  disturbs: ['evt/types', 'ing/decode', 'ing/bad-percent', 'ing/repeated', 'ing/proto', 'mws/deliver'],
  patches: [
    {
      file: 'received-event.ts',
      find: "  if (unknown === 'forward') return { key, fields: Array.from(values, toField) }\n",
      replace: '',
    },
  ],
})
