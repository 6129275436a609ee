import { defineMutant } from './mutant.ts'

export const multiAsArray = defineMutant({
  id: 'M07',
  name: 'multi-as-array',
  fault: 'a repeated or ARRAY:: name becomes a JSON array or a repeated form field',
  trips: ['map/end-fields', 'esl/repeated', 'esl/repeated-json', 'esl/array', 'esl/array-json', 'ing/repeated'],
  disturbs: ['gold/*', 'evt/outputs-equal', 'map/unmapped'],
  patches: [
    {
      file: 'esl/event-headers.ts',
      find: "    values.set(name, value < end ? head.slice(value, end) : '')",
      replace: `    const text = value < end ? head.slice(value, end) : ''
    values.set(name, values.has(name) ? [values.get(name), text].flat() : text)`,
    },
    {
      file: 'esl/event-headers.ts',
      find: 'return value === undefined ? undefined : decodePercent(value)',
      replace: `if (Array.isArray(value)) return value.map((one) => decodePercent(one))
      const text = value === undefined ? undefined : decodePercent(value)
      return text?.startsWith('ARRAY::') ? text.slice(7).split('|:') : text`,
    },
    {
      file: 'esl/event-headers.ts',
      find: '  if (Array.isArray(value))\n',
      replace: '  if (Array.isArray(value)) return value.map(valueText)\n  if (false)\n',
    },
    {
      file: 'esl/event-headers.ts',
      find: 'const value: unknown = JSON.parse(candidate)',
      replace: `const members = Array.from(candidate.matchAll(/"([^"\\\\]*)":"([^"\\\\]*)"/g))
      const value = JSON.parse(candidate, (name, one) => {
        const all = members.filter((member) => member[1] === name)
        return all.length > 1 && typeof one === 'string' ? all.map((member) => member[2]) : one
      })`,
    },
    {
      file: 'received-event.ts',
      find: '  const values = new Map(pairs)',
      replace: `  const values = new Map()
  for (const [name, value] of pairs) values.set(name, values.has(name) ? [values.get(name), value].flat() : value)`,
    },
    {
      file: 'event.ts',
      find: 'event.fields.map(([name, value])',
      replace: 'event.fields.flatMap(([name, list]) => [list].flat().map((value) => [name, value])).map(([name, value])',
    },
  ],
})
