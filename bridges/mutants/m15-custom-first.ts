import { defineMutant } from './mutant.ts'

export const customFirst = defineMutant({
  id: 'M15',
  name: 'custom-first',
  fault: 'subscribes `event plain CUSTOM sofia::register … CHANNEL_CREATE HEARTBEAT`',
  trips: ['esl/subscribe'],
  disturbs: ['*'],
  patches: [
    {
      file: 'esl/session.ts',
      find: "${names.join(' ')} CUSTOM ${subclasses.join(' ')}",
      replace: "CUSTOM ${subclasses.join(' ')} ${names.join(' ')}",
    },
  ],
})
