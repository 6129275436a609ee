import { defineMutant } from './mutant.ts'

export const awaitInTurn = defineMutant({
  id: 'M42',
  name: 'await-in-turn',
  fault: 'fan-out awaits each client and URL one after the other',
  trips: ['ws/never-reads', 'post/hung-isolated'],
  disturbs: ['ing/reply-fast', 'ws/slow', 'post/*', 'fwd/*', 'rel/sigterm'],
  patches: [
    {
      file: 'hub.ts',
      find: '  let waiting: BridgeEvent[] = []',
      replace: `  let turn = Promise.resolve()
  let waiting: BridgeEvent[] = []`,
    },
    {
      file: 'hub.ts',
      find: '    for (const output of outputs) output.deliver(batch)',
      replace: `    turn = turn.then(async () => {
      for (const event of batch) for (const output of outputs) await output.deliver([event])
    })`,
    },
    {
      file: 'websocket-server.ts',
      find: '    deliver: (events) => {',
      replace: '    deliver: async (events) => {',
    },
    {
      file: 'websocket-server.ts',
      find: 'socket.write(frames)\n',
      replace: 'await new Promise((resolve) => socket.write(frames, resolve))\n',
    },
    {
      file: 'webhook-output.ts',
      find: '    deliver: (events) => {',
      replace: '    deliver: async (events) => {',
    },
    {
      file: 'webhook-output.ts',
      find: '        for (const hook of hooks) hook.push(event, form)',
      replace: '        for (const hook of hooks) await hook.push(event, form)',
    },
    {
      file: 'webhook-output.ts',
      find: "    push: ({ key }, form) => count('dropped', queue.push(key, form)),",
      replace: '    push: async (_, form) => note(await client.post(form)),',
    },
  ],
})
