import { defineMutant } from './mutant.ts'

export const noErrorHandler = defineMutant({
  id: 'M13',
  name: 'no-error-handler',
  fault: 'a socket or protocol `error` event terminates the process',
  trips: ['esl/rst', 'eso/parallel', 'ws/bad-client', 'post/broken', 'fwd/node-trouble', 'rel/start-order'],
  disturbs: ['map/up-down', 'esl/backoff', 'eso/end-sync', 'mws/*', 'ws/storm', 'rel/churn'],
  patches: [
    {
      file: 'esl/session.ts',
      find: "  socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))\n",
      replace: '',
    },
    {
      file: 'websocket-server.ts',
      find: "    client.on('error', (error) => log.warnSparsely('subscriber broke the protocol', { why: error.message }))\n",
      replace: '',
    },
    {
      file: 'webhook-client.ts',
      find: "        else settle(mayRepeat && isUnsent(request, error) ? attempt(form, false) : 'failed', 'destroy')",
      replace: `        else if (mayRepeat && isUnsent(request, error)) settle(attempt(form, false), 'destroy')
        else throw error`,
    },
    {
      file: 'messaged-link.ts',
      find: 'end(error.code ?? error.message))',
      replace: `{
    if (!over) throw error
  })`,
    },
  ],
})
