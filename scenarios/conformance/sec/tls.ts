/**
 * SEC-08: With a certificate configured, ingress and websocket speak TLS with it and nothing else, in version 1.2 or
 * later.
 */
import { anyEvent, callStartFields, claim, defineCheck, event, exactly, fact, type Judgement, none, offerTls, requestOctets, type Rig, talkPlainly, unknown } from '../../../harness/index.ts'

interface Door {
  readonly name: string
  readonly host: string
  readonly port: number
}

const doorsOf = ({ endpoints: { ingress, websocket } }: Rig): Door[] => [
  ...(ingress ? [{ ...ingress, name: 'ingress' }] : []),
  ...(websocket ? [{ ...websocket, name: 'websocket' }] : []),
]

export const tlsDoors = defineCheck({
  id: 'sec/tls-doors',
  title: 'doors are TLS and nothing else',
  requirements: ['SEC-08'],
  needs: ['tls', ['http-post', 'websocket']],
  wiring: { tls: true },
  seconds: 3,
  stimulus: 'an event over https, a subscriber over wss; then a POST and a websocket handshake in plain HTTP to the same ports',
  expectation: 'the event reaches the subscriber, both doors present the configured certificate, and plain HTTP yields neither 2xx nor 101 nor an event',
  mutants: ['X24'],
  async run(rig) {
    const [input] = rig.inputs('http-post', 'esl-inbound', 'messaged-websocket')
    if (!input) return []
    const [secured, plain] = [rig.tag(), rig.tag()]
    const judgements: Judgement[] = []
    for (const door of doorsOf(rig)) judgements.push(await presents(rig, door))
    const outputs = rig.endpoints.websocket && rig.websocket.accepted ? rig.outputs : rig.webhooks
    if (rig.endpoints.websocket) judgements.push(claim(rig.websocket.accepted, 'the websocket is opened over TLS', `status ${rig.websocket.status || 'none'}`))
    if (outputs.length === 0) return judgements
    const trial = await rig.trial(
      input,
      async () => {
        await input.mark(secured)
        judgements.push(...(await knockPlainly(rig, plain)))
      },
      { outputs },
    )
    return [...judgements, ...trial.judge(exactly(1, event('call/start', { uniqueid: secured })), none(anyEvent({ uniqueid: plain })))]
  },
})

/** The certificate that a door presents is the one that the bridge was given, by its authority and for its host. */
async function presents(rig: Rig, { name, host, port }: Door): Promise<Judgement> {
  const { tls } = rig.wiring
  const offer = await offerTls(host, port, { ca: tls?.authority })
  const holds = offer.certificate !== undefined && tls !== undefined && offer.certificate === tls.certificate.replaceAll(/-----[^-]+-----|\s/g, '')
  const judgement = claim(holds, `${name}: TLS with the configured certificate`, offer.problem ?? (holds ? 'so it is' : 'another certificate'))
  return offer.certificate === undefined ? judgement : fact(judgement)
}

async function knockPlainly(rig: Rig, uniqueid: string): Promise<Judgement[]> {
  const { ingress, websocket } = rig.endpoints
  const judgements: Judgement[] = []
  if (ingress) {
    const status = await talkPlainly(ingress.host, ingress.port, rig.ingress.request(callStartFields(uniqueid)))
    judgements.push(fact(claim(status < 200 || status >= 300, 'ingress: a POST in plain HTTP is not accepted', status === 0 ? 'no answer' : `status ${status}`)))
  }
  if (websocket) {
    const { host, port, path, authkey } = websocket
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version': '13', 'Content-Type': undefined, 'Content-Length': undefined }
    const octets = requestOctets(`${path}?authkey=${encodeURIComponent(authkey)}`, `${host}:${port}`, '', { method: 'GET', headers: upgrade })
    const status = await talkPlainly(host, port, octets)
    judgements.push(fact(claim(status !== 101, 'websocket: a handshake in plain HTTP is not accepted', status === 0 ? 'no answer' : `status ${status}`)))
  }
  return judgements
}

const OLD = ['TLSv1', 'TLSv1.1'] as const
const NEW = ['TLSv1.2', 'TLSv1.3'] as const

export const tlsVersions = defineCheck({
  id: 'sec/tls-versions',
  title: 'no TLS older than 1.2',
  requirements: ['SEC-08'],
  needs: ['tls', ['http-post', 'websocket']],
  wiring: { tls: true },
  stimulus: `handshakes with each door that offer nothing but ${[...OLD, ...NEW].join(', ')}`,
  expectation: `${OLD.join(' and ')} are refused, ${NEW.join(' or ')} is taken`,
  mutants: ['X25'],
  async run(rig) {
    const judgements: Judgement[] = []
    for (const { name, host, port } of doorsOf(rig)) {
      for (const version of OLD) {
        const { problem, offered } = await offerTls(host, port, { version })
        const expected = `${name}: ${version} is refused`
        judgements.push(offered ? fact(claim(problem !== undefined, expected, problem ?? 'it is taken')) : unknown(expected, 'this machine cannot offer it'))
      }
      const offers = await Promise.all(NEW.map((version) => offerTls(host, port, { version })))
      judgements.push(claim(offers.some(({ problem }) => problem === undefined), `${name}: ${NEW.join(' or ')} is taken`, offers.map(({ problem }) => problem ?? 'taken').join(', ')))
    }
    return judgements
  },
})
