import { defineMutant } from './mutant.ts'

export const callidIsUuid = defineMutant({
  id: 'M27',
  name: 'callid-is-uuid',
  fault: 'callid is copied from Unique-ID',
  trips: ['map/ids', 'map/callid-drift'],
  disturbs: ['gold/*', 'map/*', 'eso/start'],
  patches: [
    {
      file: 'mapping.ts',
      find: "['callid', text(headers, 'Channel-Call-UUID')]",
      replace: "['callid', uniqueid]",
    },
  ],
})
