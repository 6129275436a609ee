/** MWS-03: Bad messages, refused handshakes and closes are survived and followed by a spaced reconnect. */
import { claim, defineCheck, fact, type Judgement, type Rig } from '../../../harness/index.ts'

type Handshake = Parameters<Rig['messaged']['behave']>[0]

const ELSEWHERE = '/elsewhere/'
const REFUSALS: readonly (readonly [name: string, handshake: (port: number) => Handshake])[] = [
  ['401', () => ({ kind: 'refuse', status: 401 })],
  ['403', () => ({ kind: 'refuse', status: 403 })],
  ['404', () => ({ kind: 'refuse', status: 404 })],
  ['302', (port) => ({ kind: 'refuse', status: 302, headers: { Location: `ws://127.0.0.1:${port}${ELSEWHERE}` } })],
  ['101 with a wrong Sec-WebSocket-Accept', () => ({ kind: 'wrong-accept' })],
]

export const refused = defineCheck({
  id: 'mws/refused',
  title: 'handshake refusals',
  requirements: ['MWS-03'],
  needs: ['messaged-websocket'],
  wiring: 'shared',
  waits: true,
  seconds: 9,
  stimulus: `handshakes answered with ${REFUSALS.map(([name]) => name).join(', ')}; then a good one`,
  expectation: 'the bridge tries again each time, follows no redirect, and events flow by the good link',
  mutants: ['X09'],
  async run(rig) {
    const { messaged } = rig
    const judgements: Judgement[] = []
    const trial = await rig.trial(
      messaged,
      async () => {
        for (const [index, [name, handshake]] of REFUSALS.entries()) {
          messaged.behave(handshake(messaged.port))
          judgements.push(await triesAgain(rig, name, index === 0))
        }
        messaged.behave({ kind: 'accept' })
      },
      { withinMs: rig.limits.reconnectMs },
    )
    const strange = messaged.links.filter(({ request }) => request?.target.includes(ELSEWHERE))
    return [...judgements, fact(claim(strange.length === 0, 'no redirect is followed', `${strange.length} requests to where it pointed`)), ...trial.judge()]
  },
})

/** Waits for the attempt that meets this refusal, the first time after cutting the good link. */
async function triesAgain({ messaged, limits, until }: Rig, name: string, cut: boolean): Promise<Judgement> {
  const before = messaged.links.length
  if (cut) messaged.link.finish()
  const tried = await until(() => messaged.links.slice(before).some(({ request }) => request), limits.reconnectMs)
  return claim(tried, `an attempt within ${limits.reconnectMs / 1000} s, to be answered ${name}`, tried ? 'seen' : 'none')
}
