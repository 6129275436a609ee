/** REL-08: An unusable configuration or occupied port ends the process with a message and non-zero status. */
import { claim, defineCheck, type Judgement, type Rig } from '../../../harness/index.ts'

const WITHIN_MS = 10_000

export const config = defineCheck({
  id: 'rel/config',
  title: 'unusable configuration',
  requirements: ['REL-08'],
  needs: ['ports', ['http-post', 'websocket']],
  wiring: { nodes: 1, fresh: true },
  seconds: 6,
  deadlineSeconds: 60,
  stimulus: 'the bridge is started with a port that somebody else listens on, and with a port number above 65535',
  expectation: 'each time it ends within 10 s with a status other than 0, and says something',
  mutants: ['X06'],
  async run(rig) {
    await rig.bridge.stop()
    const judgements: Judgement[] = []
    for (const door of doorsOf(rig)) judgements.push(await start(rig, door, 'taken'))
    const [first] = doorsOf(rig)
    return first ? [...judgements, await start(rig, first, 'impossible')] : judgements
  },
})

type Door = Parameters<Rig['startMisconfigured']>[0]['door']

const doorsOf = ({ profile: { capabilities } }: Rig): Door[] => [
  ...(capabilities.out.includes('websocket') ? (['websocket'] as const) : []),
  ...(capabilities.in.includes('http-post') ? (['ingress'] as const) : []),
]

async function start(rig: Rig, door: Door, port: 'taken' | 'impossible'): Promise<Judgement> {
  const { exit, printed } = await rig.startMisconfigured({ door, port }, WITHIN_MS)
  const failed = exit !== undefined && (exit.code !== 0 || exit.signal !== null)
  const how = exit === undefined ? 'it goes on running' : exit.signal === null ? `code ${exit.code}` : `signal ${exit.signal}`
  const said = printed.length > 0 ? 'with a message' : 'without a word'
  return claim(failed && printed.length > 0, `${door} at a port that is ${port}: a message and a status other than 0 within ${WITHIN_MS / 1000} s`, `${how}, ${said}`, [
    { title: 'it printed last', excerpt: rig.redact(printed.slice(-8).join('\n')) },
  ])
}
