import { defineMutant } from './mutant.ts'

export const endOnHangup = defineMutant({
  id: 'M21',
  name: 'end-on-hangup',
  fault: 'CHANNEL_HANGUP also yields call/end',
  trips: ['gold/bridge', 'map/end-once', 'eso/end-async'],
  disturbs: ['gold/corpus', 'eso/*', 'fwd/exact'],
  patches: [
    {
      file: 'mapping.ts',
      find: "    case 'CHANNEL_HANGUP_COMPLETE':",
      replace: `    case 'CHANNEL_HANGUP':
    case 'CHANNEL_HANGUP_COMPLETE':`,
    },
    {
      file: 'mapping.ts',
      find: "'CHANNEL_ANSWER', 'CHANNEL_HANGUP_COMPLETE',",
      replace: "'CHANNEL_ANSWER', 'CHANNEL_HANGUP', 'CHANNEL_HANGUP_COMPLETE',",
    },
    {
      file: 'esl/outbound-call.ts',
      find: "    if (name === 'CHANNEL_HANGUP') {",
      replace: `    if (name === 'CHANNEL_HANGUP') {
      const event = mapEvent(headers, machine)
      if (event !== undefined) accept(event)`,
    },
  ],
})
