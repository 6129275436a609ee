import { defineMutant } from './mutant.ts'

export const leak = defineMutant({
  id: 'M50',
  name: 'leak',
  fault: 'one descriptor per finished connection stays open',
  trips: ['eso/release', 'ws/storm', 'rel/churn'],
  patches: [
    {
      file: 'esl/session.ts',
      find: "  socket.on('close', () => end('closed'))",
      replace: `  socket.on('close', () => {
    openSync('/dev/null', 'a')
    end('closed')
  })`,
    },
    {
      file: 'esl/session.ts',
      find: "import { connect, type Socket } from 'node:net'",
      replace: `import { openSync } from 'node:fs'
import { connect, type Socket } from 'node:net'`,
    },
    {
      file: 'websocket-server.ts',
      find: "    client.on('close', () => subscribers.delete(client))",
      replace: `    client.on('close', () => {
      openSync('/dev/null', 'a')
      subscribers.delete(client)
    })`,
    },
    {
      file: 'websocket-server.ts',
      find: "import type { Duplex } from 'node:stream'",
      replace: `import { openSync } from 'node:fs'
import type { Duplex } from 'node:stream'`,
    },
  ],
})
