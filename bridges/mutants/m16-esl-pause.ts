import { defineMutant } from './mutant.ts'
import { WAITING_OUTPUTS } from './waiting-outputs.ts'

export const eslPause = defineMutant({
  id: 'M16',
  name: 'esl-pause',
  fault: 'Event Socket reading pauses while any output queue is not empty',
  trips: ['esl/keeps-reading'],
  disturbs: ['post/*', 'ws/never-reads', 'ws/slow', 'rel/sigterm'],
  patches: [
    ...WAITING_OUTPUTS,
    {
      file: 'esl/session.ts',
      find: "import { SUBSCRIPTION } from '../mapping.ts'",
      replace: `import { queues } from '../hub.ts'
import { SUBSCRIPTION } from '../mapping.ts'`,
    },
    {
      file: 'esl/session.ts',
      find: '      push(chunk)',
      replace: `      push(chunk)
      const resume = (): void => {
        if (queues.some((length) => length() > 0)) setTimeout(resume, 5)
        else socket.resume()
      }
      socket.pause()
      setTimeout(resume, 1)`,
    },
  ],
})
