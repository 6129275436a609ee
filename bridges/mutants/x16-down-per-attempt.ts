import { defineMutant } from './mutant.ts'

export const downPerAttempt = defineMutant({
  id: 'X16',
  name: 'down-per-attempt',
  fault: 'machine/down for every failed attempt',
  trips: ['map/up-down'],
  patches: [
    {
      file: 'esl/link.ts',
      find: "          if (up) options.accept(machineEvent('down', node.machine, reason))",
      replace: "          options.accept(machineEvent('down', node.machine, reason))",
    },
  ],
})
