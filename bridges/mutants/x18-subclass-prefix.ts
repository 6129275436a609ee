import { defineMutant } from './mutant.ts'

export const subclassPrefix = defineMutant({
  id: 'X18',
  name: 'subclass-prefix',
  fault: 'the subclass is matched by prefix (`sofia::register*`)',
  trips: ['map/unmapped'],
  disturbs: ['gold/corpus'],
  patches: [
    {
      file: 'mapping.ts',
      find: "  switch (headers.get('Event-Subclass')) {",
      replace: "  switch (headers.get('Event-Subclass')?.replace(/^(sofia::(register|unregister|expire)).*/, '$1')) {",
    },
  ],
})
