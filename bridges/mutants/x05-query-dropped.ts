import { defineMutant } from './mutant.ts'

export const queryDropped = defineMutant({
  id: 'X05',
  name: 'query-dropped',
  fault: 'the query of configured URLs is dropped',
  trips: ['mws/connect', 'post/shape'],
  disturbs: ['mws/*'],
  patches: [
    {
      file: 'config-values.ts',
      find: 'path: rawPath(value) ?? `${url.pathname}${url.search}`,',
      replace: "path: rawPath(value)?.replace(/\\?.*/, '') ?? url.pathname,",
    },
    {
      file: 'messaged-link.ts',
      find: 'new WebSocket(options.url, {',
      replace: "new WebSocket(options.url.replace(/\\?.*/, ''), {",
    },
  ],
})
