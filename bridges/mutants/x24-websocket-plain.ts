import { defineMutant } from './mutant.ts'

export const websocketPlain = defineMutant({
  id: 'X24',
  name: 'websocket-plain',
  fault: 'the websocket listener is forgotten when a certificate is configured',
  trips: ['sec/tls-doors'],
  disturbs: ['sec/tls-versions'],
  patches: [
    {
      file: 'bridge.ts',
      find: '            { address: config.websocket.listen, identity: config.identity },',
      replace: '            { address: config.websocket.listen, identity: undefined },',
    },
  ],
})
