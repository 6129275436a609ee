/** SEC-01: Without the exact key as URL parameter `authkey`, no event is accepted and no websocket opened. */
import { anyEvent, callStartFields, defineCheck, type Judgement, none, type Rig } from '../../../harness/index.ts'
import { denied } from './denied.ts'

interface Attempt {
  readonly where: string
  /** Word of the profile by which a bridge may take the key from there. */
  readonly allowedAs?: Rig['profile']['behaviour']['keyIn'][number]
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly field?: string
}

export const keyPlace = defineCheck({
  id: 'sec/key-place',
  title: 'the key in the wrong place',
  requirements: ['SEC-01'],
  needs: [['http-post', 'websocket']],
  wiring: 'shared',
  seconds: 3,
  stimulus: 'POST and websocket handshake with the key only in Authorization, X-Authkey, Cookie, userinfo, the path or a body field',
  expectation: 'refused, unless the profile says that the bridge takes it from that header; no event, no websocket',
  mutants: ['M31'],
  async run(rig) {
    const [input] = rig.inputs('http-post', 'esl-inbound', 'messaged-websocket')
    if (!input) return []
    const { ingress, websocket } = rig.endpoints
    const tags: string[] = []
    const judgements: Judgement[] = []
    const trial = await rig.trial(input, async () => {
      for (const { where, path, headers = {}, field } of ingress ? attempts(rig, ingress.path, ingress.authkey) : []) {
        const uniqueid = rig.tag()
        tags.push(uniqueid)
        const fields = field === undefined ? callStartFields(uniqueid) : callStartFields(uniqueid, { authkey: field })
        const reply = await rig.ingress.post(fields, { target: path ?? ingress?.path ?? '', headers })
        judgements.push(denied(`POST with the key ${where}`, reply?.status ?? 0, OTHER_PATH))
      }
      for (const { where, path, headers = {}, field } of websocket ? attempts(rig, websocket.path, websocket.authkey) : []) {
        if (field !== undefined) continue
        const client = await rig.handshake(`${websocket?.scheme}://${websocket?.address}${path ?? websocket?.path}`, { headers: { ...HANDSHAKE, ...headers } })
        judgements.push(denied(`handshake with the key ${where}`, client.status, OTHER_PATH))
      }
    })
    return [...judgements, ...trial.judge(...tags.map((uniqueid) => none(anyEvent({ uniqueid }))))]
  },
})

/** Another path may be no path at all. */
const OTHER_PATH = [400, 404]
const HANDSHAKE = { Origin: 'http://localhost' }

/** All but the places that the profile allows. */
function attempts({ profile }: Rig, path: string, key: string): readonly Attempt[] {
  const all: readonly Attempt[] = [
    { where: 'in Authorization', allowedAs: 'authorization', headers: { Authorization: `Bearer ${key}` } },
    { where: 'as userinfo', allowedAs: 'authorization', headers: { Authorization: `Basic ${Buffer.from(`authkey:${key}`).toString('base64')}` } },
    { where: 'in X-Authkey', allowedAs: 'x-authkey', headers: { 'X-Authkey': key } },
    { where: 'in Cookie', allowedAs: 'cookie', headers: { Cookie: `authkey=${key}` } },
    { where: 'in the path', path: `${path.replace(/\/$/, '')}/${key}` },
    { where: 'in a path parameter', path: `${path};authkey=${key}` },
    { where: 'in a body field', field: key },
  ]
  return all.filter(({ allowedAs }) => allowedAs === undefined || !profile.behaviour.keyIn.includes(allowedAs))
}
