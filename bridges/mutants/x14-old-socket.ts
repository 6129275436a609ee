import { defineMutant } from './mutant.ts'

export const oldSocket = defineMutant({
  id: 'X14',
  name: 'old-socket',
  fault: "the abandoned socket's data handler stays attached",
  trips: ['esl/old-link'],
  patches: [
    {
      file: 'esl/session.ts',
      find: "    if (state === 'ended') return\n    close()",
      replace: `    if (state === 'ended') return
    if (reason === 'silent') state = 'ended'
    else close()`,
    },
  ],
})
