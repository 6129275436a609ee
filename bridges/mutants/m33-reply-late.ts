import { defineMutant } from './mutant.ts'

export const replyLate = defineMutant({
  id: 'M33',
  name: 'reply-late',
  fault: 'the HTTP reply is sent after all outputs finished',
  trips: ['ing/reply-fast'],
  disturbs: ['ing/*', 'post/*', 'ws/never-reads', 'rel/sigterm'],
  patches: [
    {
      file: 'hub.ts',
      find: 'export type Hub = {',
      replace: `/** Says of each output how much it has not finished. */
export const queues: (() => number)[] = []

export type Hub = {`,
    },
    {
      file: 'websocket-server.ts',
      find: "import type { Output } from './hub.ts'",
      replace: "import { queues, type Output } from './hub.ts'",
    },
    {
      file: 'websocket-server.ts',
      find: '  const subscribers = new Map<WebSocket, Subscriber>()',
      replace: `  const subscribers = new Map<WebSocket, Subscriber>()
  queues.push(() => Math.max(0, ...Array.from(subscribers.values(), ({ socket }) => socket.writableLength)))`,
    },
    {
      file: 'webhook-output.ts',
      find: "import type { Output } from './hub.ts'",
      replace: "import { queues, type Output } from './hub.ts'",
    },
    {
      file: 'webhook-output.ts',
      find: '    async (form) => note(await client.post(form)),\n  )',
      replace: `    async (form) => note(await client.post(form)),
  )
  queues.push(queue.size)`,
    },
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
