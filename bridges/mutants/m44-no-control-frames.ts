import { defineMutant } from './mutant.ts'

export const noControlFrames = defineMutant({
  id: 'M44',
  name: 'no-control-frames',
  fault: 'ping is not answered on either side, and close not echoed to subscribers',
  trips: ['mws/deliver', 'ws/ping', 'ws/close'],
  patches: [
    {
      file: 'websocket-server.ts',
      find: '    clientTracking: false,',
      replace: `    clientTracking: false,
    autoPong: false,`,
    },
    {
      file: 'websocket-server.ts',
      find: '    subscribers.set(client, subscriber)',
      // The library echoes through close(), with the code that it received.
      replace: `    const close = client.close.bind(client)
    client.close = (code, reason) => {
      if (code === 1001 || code === 1013) close(code, reason)
    }
    subscribers.set(client, subscriber)`,
    },
    {
      file: 'messaged-link.ts',
      find: '    followRedirects: false,',
      replace: `    followRedirects: false,
    autoPong: false,`,
    },
  ],
})
