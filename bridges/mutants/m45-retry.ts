import { defineMutant } from './mutant.ts'

export const retry = defineMutant({
  id: 'M45',
  name: 'retry',
  fault: 'a non-2xx or failed POST is repeated',
  trips: ['post/status'],
  disturbs: ['post/broken', 'post/redirect', 'post/stale', 'rel/churn'],
  patches: [
    {
      file: 'webhook-client.ts',
      find: "(connection) => settle('answered', connection))",
      replace: `(connection) =>
          settle(mayRepeat && (response.statusCode ?? 0) >= 300 ? attempt(form, false) : 'answered', connection),
        )`,
    },
    {
      file: 'webhook-client.ts',
      find: 'mayRepeat && isUnsent(request, error) ?',
      replace: 'mayRepeat ?',
    },
  ],
})
