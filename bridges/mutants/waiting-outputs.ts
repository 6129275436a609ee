import type { Patch } from './mutant.ts'

/** Lets the bridge know how much waits in each of its outputs: `queues` of `hub.ts`, a list of functions. */
export const WAITING_OUTPUTS: readonly Patch[] = [
  {
    file: 'hub.ts',
    find: 'export type Hub = {',
    replace: `/** Says of each output how much waits in it. */
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
]
