/**
 * SEC-07: Over TLS the bridge says and takes nothing before the server that it connects to has proven itself: a
 * certificate by a trusted authority, valid now, for the host of the URL.
 */
import { claim, defineCheck, fact, type Judgement, type Rig } from '../../../harness/index.ts'

type Certificates = Awaited<ReturnType<Rig['certificates']>>

const FLAWS: readonly (readonly [what: string, make: (certificates: Certificates) => Promise<Certificates['good']>])[] = [
  ['by an unknown authority', (certificates) => certificates.unknownAuthority()],
  ['that has expired', (certificates) => certificates.expired()],
  ['of another host', (certificates) => certificates.wrongName()],
]

export const tlsUntrusted = defineCheck({
  id: 'mws/tls-untrusted',
  title: 'subscription to a server that cannot prove itself',
  requirements: ['SEC-07'],
  needs: ['tls', 'messaged-websocket'],
  wiring: { tls: true },
  seconds: 12,
  stimulus: `the wss server ends the link and presents a certificate ${FLAWS.map(([what]) => what).join(', ')}; then a good one`,
  expectation: 'each time the bridge tries again and says nothing, the key least of all; with the good certificate events flow',
  mutants: ['X22', 'X23'],
  async run(rig) {
    const { messaged } = rig
    const certificates = await rig.certificates()
    const judgements: Judgement[] = []
    const trial = await rig.trial(
      messaged,
      async () => {
        for (const [what, make] of FLAWS) {
          messaged.present(await make(certificates))
          judgements.push(await meet(rig, what))
        }
        messaged.present(certificates.good)
        await cutAll(rig)
      },
      { withinMs: rig.limits.reconnectMs },
    )
    return [...judgements, ...trial.judge()]
  },
})

/** Cuts the link that there is and waits for what becomes of the next one. */
async function meet(rig: Rig, what: string): Promise<Judgement> {
  const { messaged, limits, until } = rig
  const before = messaged.links.length
  await cutAll(rig)
  const next = () => messaged.links.slice(before)
  await until(() => next().some(({ closedAt, request }) => closedAt !== undefined || request !== undefined), limits.reconnectMs)
  const asked = next().filter(({ request }) => request !== undefined).length
  const judgement = claim(next().length > 0 && asked === 0, `a certificate ${what}: the bridge tries and says nothing`, `${next().length} connections, ${asked} requests`)
  return asked > 0 ? fact(judgement) : judgement
}

async function cutAll({ messaged: { links }, until, limits }: Rig): Promise<void> {
  for (const link of links) if (link.closedAt === undefined) link.finish()
  await until(() => links.every(({ closedAt }) => closedAt !== undefined), limits.deliverMs)
}
