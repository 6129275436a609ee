import { defineMutant } from './mutant.ts'

export const meddler = defineMutant({
  id: 'X10',
  name: 'meddler',
  fault: 'sends `api uuid_setvar` for calls it sees',
  trips: ['esl/passive'],
  patches: [
    {
      file: 'esl/session.ts',
      find: '    else handlers.event(headers)',
      replace: `    else handlers.event(headers)
    if (headers?.get('Event-Name') === 'CHANNEL_CREATE')
      socket.write('api uuid_setvar ' + headers.get('Unique-ID') + ' bridge seen\\n\\n')`,
    },
  ],
})
