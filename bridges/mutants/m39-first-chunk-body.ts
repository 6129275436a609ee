import { defineMutant } from './mutant.ts'

export const firstChunkBody = defineMutant({
  id: 'M39',
  name: 'first-chunk-body',
  fault: 'the first body chunk is taken as the whole body',
  trips: ['ing/chunked', 'ing/split', 'ing/incomplete'],
  disturbs: ['ing/bomb', 'ing/expect'],
  patches: [
    {
      file: 'ingress.ts',
      find: '      chunks.push(chunk)',
      replace: '      if (chunks.push(chunk) === 1) done(chunk)',
    },
    {
      file: 'ingress.ts',
      find: '    if (length <= MAX_BODY_OCTETS) done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))',
      replace: '    if (length === 0) done(Buffer.alloc(0))',
    },
  ],
})
