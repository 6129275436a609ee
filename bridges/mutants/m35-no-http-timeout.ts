import { defineMutant } from './mutant.ts'

export const noHttpTimeout = defineMutant({
  id: 'M35',
  name: 'no-http-timeout',
  fault: 'header, body and webhook timeouts are off',
  trips: ['ing/slowloris', 'post/hung-bounded', 'post/endless'],
  disturbs: ['rel/sigterm'],
  patches: [
    {
      file: 'http-listen.ts',
      find: 'headersTimeout: requestTimeoutMs / 2',
      replace: 'headersTimeout: 0',
    },
    {
      file: 'http-listen.ts',
      find: 'requestTimeout: requestTimeoutMs',
      replace: 'requestTimeout: 0',
    },
    {
      file: 'webhook-client.ts',
      find: "let timer = setTimeout(() => settle('timeout', 'destroy'), timeoutMs)",
      replace: 'let timer: NodeJS.Timeout | undefined',
    },
    {
      file: 'webhook-client.ts',
      find: "        timer = setTimeout(() => settle('answered', 'destroy'), Math.min(timeoutMs, MAX_RESPONSE_MS))\n",
      replace: '',
    },
  ],
})
