import { defineMutant } from './mutant.ts'

export const formRaw = defineMutant({
  id: 'M47',
  name: 'form-raw',
  fault: 'form values are joined without percent-encoding',
  trips: ['evt/outputs-equal', 'sec/output-injection', 'post/encoding'],
  disturbs: ['gold/*', 'evt/utf8', 'esl/*', 'ing/*'],
  patches: [
    {
      file: 'event.ts',
      find: '${encode(name)}=${encode(String(value))}',
      replace: '${name}=${value}',
    },
    {
      file: 'webhook-client.ts',
      find: "'Content-Length': form.length",
      replace: "'Content-Length': Buffer.byteLength(form)",
    },
  ],
})
