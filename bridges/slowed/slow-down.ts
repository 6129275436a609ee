import { defineMutant } from '../mutants/mutant.ts'

/**
 * Keeps the reference bridge busy for a while before it passes an event on, as a needless copy or a slow mapping does:
 * the event is late by it, and so is whatever waits behind it.
 */
export const slowDown = defineMutant({
  id: 'slowed',
  name: 'slowed',
  fault: 'each event costs SLOWED_BY_US microseconds more',
  trips: [],
  patches: [
    {
      file: 'hub.ts',
      find: '    accept: (event) => {',
      replace: `    accept: (event) => {
      const until = performance.now() + Number(process.env.SLOWED_BY_US) / 1000
      while (performance.now() < until);`,
    },
  ],
})
