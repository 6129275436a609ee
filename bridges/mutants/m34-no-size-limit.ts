import { defineMutant } from './mutant.ts'

export const noSizeLimit = defineMutant({
  id: 'M34',
  name: 'no-size-limit',
  fault: 'the input size constant is infinite (HTTP body, websocket message, Event Socket frame)',
  trips: ['esl/length-absurd', 'ing/bomb', 'ws/oversize'],
  patches: [
    {
      file: 'esl/frame-reader.ts',
      find: 'MAX_HEAD_OCTETS = 2 * 1024 * 1024',
      replace: 'MAX_HEAD_OCTETS = Infinity',
    },
    {
      file: 'esl/frame-reader.ts',
      find: 'MAX_BODY_OCTETS = 8 * 1024 * 1024',
      replace: 'MAX_BODY_OCTETS = Infinity',
    },
    {
      file: 'ingress.ts',
      find: 'MAX_BODY_OCTETS = 2 * 1024 * 1024',
      replace: 'MAX_BODY_OCTETS = Infinity',
    },
    {
      file: 'websocket-server.ts',
      find: 'MAX_MESSAGE_OCTETS = 64 * 1024',
      replace: 'MAX_MESSAGE_OCTETS = Infinity',
    },
    {
      file: 'messaged-link.ts',
      find: 'MAX_MESSAGE_OCTETS = 8 * 1024 * 1024',
      replace: 'MAX_MESSAGE_OCTETS = Infinity',
    },
  ],
})
