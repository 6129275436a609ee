import { defineMutant } from './mutant.ts'

export const numberGuess = defineMutant({
  id: 'M26',
  name: 'number-guess',
  fault: 'numeric-looking text becomes a JSON number',
  trips: ['evt/types'],
  disturbs: ['evt/passthrough', 'ing/*', 'mws/deliver'],
  patches: [
    {
      file: 'received-event.ts',
      find: 'NUMBERS.has(name) && /^(0|-?[1-9]\\d{0,14})$/.test(value) ?',
      // Not the timestamp, or nothing posted would pass as an event at all.
      replace: "name !== 'timestamp' && value !== '' && Number.isFinite(Number(value)) ?",
    },
  ],
})
