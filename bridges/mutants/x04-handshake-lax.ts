import { defineMutant } from './mutant.ts'

export const handshakeLax = defineMutant({
  id: 'X04',
  name: 'handshake-lax',
  fault: '101 whatever the version and the key; every offered extension and subprotocol is echoed',
  trips: ['ws/handshake', 'ws/negotiation'],
  patches: [
    {
      file: 'websocket-server.ts',
      find: "  if (request.headers['sec-websocket-version'] !== '13') return 426\n",
      replace: `  request.headers['sec-websocket-version'] = '13'
  request.headers['sec-websocket-key'] ??= 'AAAAAAAAAAAAAAAAAAAAAA=='
`,
    },
    {
      file: 'websocket-server.ts',
      find: '    handleProtocols: () => false,\n  })',
      replace: `    handleProtocols: (offered) => [...offered][0] ?? false,
  })
  sockets.on('headers', (headers, request) => {
    const offered = request.headers['sec-websocket-extensions']
    if (offered !== undefined) headers.push('Sec-WebSocket-Extensions: ' + offered)
  })`,
    },
  ],
})
