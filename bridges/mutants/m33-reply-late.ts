import { defineMutant } from './mutant.ts'
import { WAITING_OUTPUTS } from './waiting-outputs.ts'

export const replyLate = defineMutant({
  id: 'M33',
  name: 'reply-late',
  fault: 'the HTTP reply is sent after all outputs finished',
  trips: ['ing/reply-fast'],
  disturbs: ['ing/*', 'post/*', 'ws/never-reads', 'rel/sigterm'],
  patches: [
    ...WAITING_OUTPUTS,
    {
      file: 'ingress.ts',
      find: "import { receivedEvent, type Unknown } from './received-event.ts'",
      replace: `import { queues } from './hub.ts'
import { receivedEvent, type Unknown } from './received-event.ts'`,
    },
    {
      file: 'ingress.ts',
      find: '      reply(request, response, 200)',
      replace: `      const answer = (): void => {
        if (!response.destroyed && queues.some((length) => length() > 0)) setTimeout(answer, 2)
        else reply(request, response, 200)
      }
      setTimeout(answer, 2)`,
    },
  ],
})
