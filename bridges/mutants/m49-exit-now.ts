import { defineMutant } from './mutant.ts'

export const exitNow = defineMutant({
  id: 'M49',
  name: 'exit-now',
  fault: 'SIGTERM ends the process at once',
  trips: ['rel/sigterm'],
  patches: [
    {
      file: 'main.ts',
      find: "    log.info('stopping', { signal })",
      replace: `    log.info('stopping', { signal })
    process.exit(0)`,
    },
  ],
})
