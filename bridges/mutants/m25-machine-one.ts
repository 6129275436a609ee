import { defineMutant } from './mutant.ts'

export const machineOne = defineMutant({
  id: 'M25',
  name: 'machine-one',
  fault: '`machine` is always 1',
  trips: ['map/start-answer', 'map/health'],
  disturbs: ['map/*', 'esl/*', 'fwd/two-nodes'],
  patches: [
    {
      file: 'esl/link.ts',
      find: 'mapEvent(headers, node.machine)',
      replace: 'mapEvent(headers, 1)',
    },
    {
      file: 'esl/link.ts',
      find: "machineEvent('up', node.machine,",
      replace: "machineEvent('up', 1,",
    },
    {
      file: 'esl/link.ts',
      find: "machineEvent('down', node.machine,",
      replace: "machineEvent('down', 1,",
    },
  ],
})
