import { defineMutant } from './mutant.ts'

export const eslPause = defineMutant({
  id: 'M16',
  name: 'esl-pause',
  fault: 'Event Socket reading pauses while any output queue is not empty',
  trips: ['esl/keeps-reading'],
  disturbs: ['post/*', 'ws/never-reads', 'ws/slow', 'rel/sigterm'],
  patches: [
    {
      file: 'hub.ts',
      find: 'export type Hub = {',
      replace: `/** Says of each output queue how much waits in it. */
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
      file: 'esl/session.ts',
      find: "import { SUBSCRIPTION } from '../mapping.ts'",
      replace: `import { queues } from '../hub.ts'
import { SUBSCRIPTION } from '../mapping.ts'`,
    },
    {
      file: 'esl/session.ts',
      find: '      push(chunk)',
      replace: `      push(chunk)
      const resume = (): void => {
        if (queues.some((length) => length() > 0)) setTimeout(resume, 5)
        else socket.resume()
      }
      socket.pause()
      setTimeout(resume, 1)`,
    },
  ],
})
