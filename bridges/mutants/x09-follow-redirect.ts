import { defineMutant } from './mutant.ts'

export const followRedirect = defineMutant({
  id: 'X09',
  name: 'follow-redirect',
  fault: 'redirects are followed (webhook, messaged)',
  trips: ['mws/refused', 'post/redirect'],
  patches: [
    {
      file: 'messaged-link.ts',
      find: 'followRedirects: false',
      replace: 'followRedirects: true',
    },
    {
      file: 'webhook-client.ts',
      find: "      request.on('response', (response) => {",
      replace: `      request.on('response', (response) => {
        const { location } = response.headers
        if (location !== undefined) {
          const again = open(new URL(location, 'http://' + endpoint.authority), { method: 'POST', headers: options.headers })
          again.on('error', () => {}).on('response', (answer) => answer.resume())
          again.end(form)
        }`,
    },
  ],
})
