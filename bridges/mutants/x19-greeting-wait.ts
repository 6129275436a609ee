import { defineMutant } from './mutant.ts'

export const greetingWait = defineMutant({
  id: 'X19',
  name: 'greeting-wait',
  fault: 'an outbound connection waits for auth/request',
  trips: ['eso/connect'],
  disturbs: ['eso/*'],
  patches: [
    {
      file: 'esl/outbound-call.ts',
      find: "  socket.write('connect\\n\\n')",
      replace: '',
    },
    {
      file: 'esl/outbound-call.ts',
      find: "    if (frame.contentType === 'text/event-plain')",
      replace: `    if (frame.contentType === 'auth/request') socket.write('connect\\n\\n')
    else if (frame.contentType === 'text/event-plain')`,
    },
  ],
})
