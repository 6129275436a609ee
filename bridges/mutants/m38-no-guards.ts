import { defineMutant } from './mutant.ts'

export const noGuards = defineMutant({
  id: 'M38',
  name: 'no-guards',
  fault: 'method, path and content-type are not checked',
  trips: ['ing/not-post', 'ing/type'],
  patches: [
    {
      file: 'ingress.ts',
      find: "  if (path !== '/events') return 404\n  if (request.method !== 'POST') return 405\n",
      replace: '',
    },
    {
      file: 'ingress.ts',
      find: '  if (!/^application\\/x-www-form-urlencoded\\s*(;|$)/i.test(type)) return 415\n',
      replace: '',
    },
  ],
})
