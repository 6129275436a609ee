import { defineMutant } from './mutant.ts'

export const omitMissing = defineMutant({
  id: 'M24',
  name: 'omit-missing',
  fault: 'a field whose source header is missing is left out',
  trips: ['evt/core-fields', 'evt/field-set'],
  disturbs: ['gold/*', 'eso/*'],
  patches: [
    {
      file: 'mapping.ts',
      find: "headers.get(name) ?? ''",
      replace: 'headers.get(name)',
    },
    {
      file: 'mapping.ts',
      find: '  value !== undefined && /^-?\\d{1,15}$/.test(value) ? Number(value) : 0',
      replace: '  value === undefined ? undefined : Number(value)',
    },
    {
      file: 'mapping.ts',
      find: '  return timestampNow()\n',
      replace: '  return undefined\n',
    },
    {
      file: 'hub.ts',
      find: 'waiting.push(event) === 1',
      replace: 'waiting.push({ ...event, fields: event.fields.filter(([, value]) => value !== undefined) }) === 1',
    },
  ],
})
