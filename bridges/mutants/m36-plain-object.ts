import { defineMutant } from './mutant.ts'

export const plainObject = defineMutant({
  id: 'M36',
  name: 'plain-object',
  fault: 'form names are assigned to an ordinary object',
  trips: ['ing/proto'],
  patches: [
    {
      file: 'received-event.ts',
      find: '  const values = new Map(pairs)',
      replace: `  const object: Record<string, string> = {}
  for (const [name, value] of pairs) object[name] = value
  const values = new Map(Object.entries(object))`,
    },
  ],
})
