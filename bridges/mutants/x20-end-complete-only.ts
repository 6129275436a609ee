import { defineMutant } from './mutant.ts'

export const endCompleteOnly = defineMutant({
  id: 'X20',
  name: 'end-complete-only',
  fault: 'outbound call/end only from CHANNEL_HANGUP_COMPLETE',
  trips: ['eso/end-sync', 'eso/not-full'],
  disturbs: ['eso/release', 'eso/parallel'],
  patches: [
    {
      file: 'esl/outbound-call.ts',
      find: '    if (known !== undefined && !over) accept(callEndWithoutEvent(known, machine))\n',
      replace: '',
    },
  ],
})
