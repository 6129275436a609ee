import { defineMutant } from './mutant.ts'

export const logSecrets = defineMutant({
  id: 'M48',
  name: 'log-secrets',
  fault: 'connection URLs and Event Socket commands are logged in full',
  trips: ['sec/log'],
  patches: [
    {
      file: 'config-values.ts',
      find: 'label: `${url.protocol}//${url.host}`',
      replace: 'label: value',
    },
    {
      file: 'esl/link.ts',
      find: "options.log.info('node subscribed', details)",
      replace: "options.log.info('node subscribed', { ...details, sent: 'auth ' + options.password })",
    },
    {
      file: 'ingress.ts',
      find: "'request refused', { status: refusal,",
      replace: "'request refused', { status: refusal, url: request.url ?? '',",
    },
    {
      file: 'websocket-server.ts',
      find: "'subscriber refused', { status,",
      replace: "'subscriber refused', { status, url: request.url ?? '',",
    },
    {
      file: 'messaged-link.ts',
      find: "log.info('messaged subscribed')",
      replace: "log.info('messaged subscribed', { url: options.url })",
    },
  ],
})
