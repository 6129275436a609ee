import { defineMutant } from './mutant.ts'

export const noResubscribe = defineMutant({
  id: 'M12',
  name: 'no-resubscribe',
  fault: 'after a reconnect only `auth` is sent',
  trips: ['esl/resubscribe'],
  disturbs: ['map/up-down', 'esl/*', 'fwd/node-trouble'],
  patches: [
    {
      file: 'esl/link.ts',
      find: '      { ...options, host: node.host, port: node.port },',
      replace: '      { ...options, host: node.host, port: node.port, wasSubscribed },',
    },
    {
      file: 'esl/link.ts',
      find: '          subscribedAt = performance.now()',
      replace: `          wasSubscribed = true
          subscribedAt = performance.now()`,
    },
    {
      file: 'esl/link.ts',
      find: '  let session: Session | undefined',
      replace: `  let wasSubscribed = false
  let session: Session | undefined`,
    },
    {
      file: 'esl/session.ts',
      find: '      if (/^\\+OK/i.test(text)) subscribe()',
      replace: `      if (/^\\+OK/i.test(text) && options.wasSubscribed) {
        state = 'subscribed'
        socket.setTimeout(options.idleTimeoutMs)
        handlers.subscribed()
      } else if (/^\\+OK/i.test(text)) subscribe()`,
    },
  ],
})
