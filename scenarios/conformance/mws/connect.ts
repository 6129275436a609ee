/** MWS-01: The bridge opens `/events/websocket/?authkey=KEY` at the configured address, query intact. */
import { claim, defineCheck, fact, httpHeaderOf } from '../../../harness/index.ts'

export const connect = defineCheck({
  id: 'mws/connect',
  title: 'the URL and the handshake',
  requirements: ['MWS-01'],
  needs: ['messaged-websocket'],
  wiring: 'shared',
  stimulus: 'a softswitch whose websocket is configured with a path and a key',
  expectation: 'GET /events/websocket/?authkey=KEY with a websocket handshake of version 13',
  mutants: ['X05'],
  async run(rig) {
    const { path = '', authkey = '' } = rig.wiring.messaged ?? {}
    const target = `${path}?authkey=${encodeURIComponent(authkey)}`
    await rig.until(() => rig.messaged.links.some(({ request }) => request), rig.limits.readyMs)
    const request = rig.messaged.links.find((link) => link.request)?.request
    if (!request) return claim(false, 'the bridge connects to the softswitch', 'it did not')
    const header = (name: string): string => httpHeaderOf(request, name) ?? ''
    const key = header('sec-websocket-key')
    return [
      fact(claim(request.method === 'GET' && request.target === target, `GET ${target}`, `${request.method} ${request.target}`)),
      fact(claim(/^websocket$/i.test(header('upgrade')) && /\bupgrade\b/i.test(header('connection')), 'it asks for an upgrade to websocket', `Upgrade "${header('upgrade')}", Connection "${header('connection')}"`)),
      fact(claim(header('sec-websocket-version') === '13', 'version 13', `"${header('sec-websocket-version')}"`)),
      fact(claim(/^[A-Za-z0-9+/]{22}==$/.test(key), 'a key of 16 octets in base64', `"${key}"`)),
    ]
  },
})
