import { defineMutant } from './mutant.ts'

export const asyncPerEvent = defineMutant({
  id: 'M17',
  name: 'async-per-event',
  fault: 'each event is delivered in its own task after a random 0 to 50 ms',
  trips: ['ing/order', 'ws/fanout', 'post/order', 'fwd/leg-order'],
  disturbs: ['gold/*', 'map/*', 'esl/*', 'ing/pipeline', 'mws/deliver', 'ws/*'],
  patches: [
    {
      file: 'hub.ts',
      find: '      if (waiting.push(event) === 1) setImmediate(flush)',
      replace: `      waiting.push(event)
      setTimeout(() => {
        const at = waiting.indexOf(event)
        if (at !== -1) for (const output of outputs) output.deliver(waiting.slice(at, at + 1))
        if (at !== -1) waiting.splice(at, 1)
      }, Math.random() * 50)`,
    },
  ],
})
