import { defineMutant } from './mutant.ts'

export const cleanEndFinal = defineMutant({
  id: 'M10',
  name: 'clean-end-final',
  fault: 'FIN, Close or disconnect-notice counts as a wanted stop; no reconnect',
  trips: ['esl/rude', 'esl/notice', 'mws/reconnect'],
  disturbs: ['map/up-down', 'esl/1-byte', 'esl/auth', 'esl/auth-refused', 'esl/resubscribe', 'esl/flap', 'rel/churn'],
  patches: [
    {
      file: 'esl/link.ts',
      find: '          timer = setTimeout(open, delayMs)',
      replace: `          if (['closed by the server', 'disconnect notice', 'access denied'].includes(reason)) return
          timer = setTimeout(open, delayMs)`,
    },
    {
      file: 'messaged-link.ts',
      find: '        timer = setTimeout(open, delayMs)',
      replace: "        if (!reason.startsWith('closed with ')) timer = setTimeout(open, delayMs)",
    },
  ],
})
