/**
 * SEC-07: Over TLS the bridge says and takes nothing before the server that it connects to has proven itself: a
 * certificate by a trusted authority, valid now, for the host of the URL.
 */
import { type CheckDefinition, claim, defineCheck, event, exactly, type Judgement, type Rig, unknown } from '../../../harness/index.ts'
import { hasDelivered } from '../has-delivered.ts'

type Certificates = Awaited<ReturnType<Rig['certificates']>>
type Credentials = Certificates['good']

interface Flaw {
  readonly name: string
  readonly title: string
  readonly what: string
  readonly mutants: readonly string[]
  readonly make: (certificates: Certificates) => Promise<Credentials>
}

export const tlsUnknownAuthority = checkOf({
  name: 'tls-unknown-authority',
  title: 'webhook of an unknown authority',
  what: 'is signed by an authority that the bridge does not know',
  mutants: ['X22'],
  make: (certificates) => certificates.unknownAuthority(),
})

export const tlsExpired = checkOf({
  name: 'tls-expired',
  title: 'webhook with an expired certificate',
  what: 'ran out a day ago',
  mutants: ['X22'],
  make: (certificates) => certificates.expired(),
})

export const tlsWrongName = checkOf({
  name: 'tls-wrong-name',
  title: 'webhook with the certificate of another host',
  what: 'names another host',
  mutants: ['X22', 'X23'],
  make: (certificates) => certificates.wrongName(),
})

function checkOf({ name, title, what, mutants, make }: Flaw): CheckDefinition {
  return defineCheck({
    id: `post/${name}`,
    title,
    requirements: ['SEC-07'],
    needs: ['tls', 'webhook'],
    wiring: { webhooks: 2, tls: true },
    seconds: 3,
    stimulus: `the first of two https URLs presents a certificate that ${what}; an event; then it presents a good one again`,
    expectation: 'the bridge tries and sends nothing to the first URL; the other outputs get the event; afterwards events reach the first URL again',
    mutants,
    run: async (rig) => await meet(rig, await make(await rig.certificates())),
  })
}

async function meet(rig: Rig, bad: Credentials): Promise<readonly Judgement[]> {
  const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
  const [sink] = rig.webhooks
  if (!input || !sink) return []
  const { good } = await rig.certificates()
  const uniqueid = rig.tag()
  // With the good certificate: the way to every output is proven.
  await rig.trial(input, () => undefined)
  let before = 0
  const since = () => sink.connections.slice(before)
  const others = rig.outputs.filter((output) => output !== sink)
  const trial = await rig.trial(
    input,
    async () => {
      sink.present(bad)
      before = sink.connections.length
      await input.mark(uniqueid)
      await rig.until(() => hasDelivered(sink, uniqueid) || since().some(({ closedAt }) => closedAt !== undefined), rig.limits.deliverMs)
    },
    { outputs: others },
  )
  const tried = since()
  const sent = sink.requests.filter(({ connection }) => tried.includes(connection)).length
  sink.present(good)
  const after = await rig.trial(input, () => undefined)
  const expected = 'nothing is sent to a server that has not proven itself'
  return [
    tried.length === 0 ? unknown(expected, 'the bridge did not connect to it') : claim(sent === 0, expected, `${tried.length} connections, ${sent} requests`),
    ...trial.judge(exactly(1, event('call/start', { uniqueid }))),
    ...after.judge(),
  ]
}
