import { defineMutant } from './mutant.ts'

export const copiesForwarded = defineMutant({
  id: 'M28',
  name: 'copies-forwarded',
  fault: 'every fired copy of a message is mapped',
  trips: ['map/message-receive', 'map/message-own', 'map/message-send'],
  disturbs: ['gold/corpus', 'fwd/exact'],
  patches: [
    {
      file: 'mapping.ts',
      find: "isReceived(headers) ? message('receive', headers, machine) : undefined",
      replace: "message('receive', headers, machine)",
    },
    {
      file: 'mapping.ts',
      find: "isRequest(headers) ? message('send', headers, machine) : undefined",
      replace: "message('send', headers, machine)",
    },
  ],
})
