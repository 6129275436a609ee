/** SEC-02: An allowlist judges the socket's peer address only; if key and allowlist are both set, both must pass. */
import { anyEvent, callStartFields, claim, defineCheck, event, exactly, type Judgement, none } from '../../../harness/index.ts'
import { denied } from './denied.ts'

const LISTED = '127.0.0.2'
const STRANGER = '127.0.0.3'
/** 127.0.0.1 is where the ordinary events of trials come from. */
const wiring = { tuning: { allow: `127.0.0.1,${LISTED}` } }

/** What proxies add, and what a peer can add itself. */
const CLAIMS: Readonly<Record<string, string>> = {
  'X-Forwarded-For': LISTED,
  Forwarded: `for=${LISTED}`,
  'X-Real-IP': LISTED,
  'X-Client-IP': LISTED,
}

export const address = defineCheck({
  id: 'sec/ip',
  title: 'allowlist',
  requirements: ['SEC-02'],
  needs: ['http-post', 'source-addresses'],
  wiring,
  stimulus: `POSTs from ${LISTED}, which is listed, and from ${STRANGER}, plain and with ${Object.keys(CLAIMS).join(', ')} of the listed one`,
  expectation: 'the listed one is accepted, the others are refused without an event',
  mutants: ['M32'],
  async run(rig) {
    const listed = rig.tag()
    const strangers = [undefined, ...Object.keys(CLAIMS)].map((name) => ({ name, uniqueid: rig.tag() }))
    const judgements: Judgement[] = []
    const trial = await rig.trial(rig.ingress, async () => {
      const reply = await rig.ingress.post(callStartFields(listed), { localAddress: LISTED })
      judgements.push(claim(reply !== undefined && reply.status < 300, `a POST from ${LISTED} is answered 2xx`, `${reply?.status ?? 'no answer'}`))
      for (const { name, uniqueid } of strangers) {
        const headers = name === undefined ? {} : { [name]: CLAIMS[name] }
        const other = await rig.ingress.post(callStartFields(uniqueid), { localAddress: STRANGER, headers })
        judgements.push(denied(`a POST from ${STRANGER} with ${name ?? 'nothing else'}`, other?.status ?? 0))
      }
    })
    return [...judgements, ...trial.judge(exactly(1, event('call/start', { uniqueid: listed })), ...strangers.map(({ uniqueid }) => none(anyEvent({ uniqueid }))))]
  },
})

export const mappedAddress = defineCheck({
  id: 'sec/ip-mapped',
  title: 'allowlist, IPv4 by an IPv6 socket',
  requirements: ['SEC-02'],
  needs: ['http-post', 'source-addresses', 'dual-stack'],
  wiring: { ...wiring, dualStack: true },
  stimulus: `the bridge listens for both families by one socket, where an IPv4 peer has an IPv4-mapped address; POSTs from ${LISTED}, which is listed, and from ${STRANGER}`,
  expectation: 'the listed one is accepted, the other refused without an event',
  mutants: ['X26'],
  async run(rig) {
    const [listed, stranger] = [rig.tag(), rig.tag()]
    // By another door where there is one: whether this one lets anybody in is what is asked.
    const [input = rig.ingress] = rig.inputs('esl-inbound', 'messaged-websocket', 'http-post')
    const judgements: Judgement[] = []
    const trial = await rig.trial(input, async () => {
      const reply = await rig.ingress.post(callStartFields(listed), { localAddress: LISTED })
      judgements.push(claim(reply !== undefined && reply.status < 300, `a POST from ${LISTED} is answered 2xx`, `${reply?.status ?? 'no answer'}`))
      const other = await rig.ingress.post(callStartFields(stranger), { localAddress: STRANGER })
      judgements.push(denied(`a POST from ${STRANGER}`, other?.status ?? 0))
    })
    return [...judgements, ...trial.judge(exactly(1, event('call/start', { uniqueid: listed })), none(anyEvent({ uniqueid: stranger })))]
  },
})

export const keyAndAddress = defineCheck({
  id: 'sec/key-and-ip',
  title: 'both conditions',
  requirements: ['SEC-02'],
  needs: ['http-post', 'source-addresses'],
  wiring,
  stimulus: `the right key from ${STRANGER}, which is not listed; a wrong key from ${LISTED}, which is`,
  expectation: 'both are refused without an event',
  mutants: ['X13'],
  async run(rig) {
    const { ingress } = rig
    const [goodKey, goodAddress] = [rig.tag(), rig.tag()]
    const judgements: Judgement[] = []
    const trial = await rig.trial(ingress, async () => {
      const stranger = await ingress.post(callStartFields(goodKey), { localAddress: STRANGER })
      judgements.push(denied(`the right key from ${STRANGER}`, stranger?.status ?? 0))
      const keyless = await ingress.post(callStartFields(goodAddress), { localAddress: LISTED, target: `${ingress.path}?authkey=wrong` })
      judgements.push(denied(`a wrong key from ${LISTED}`, keyless?.status ?? 0))
    })
    return [...judgements, ...trial.judge(none(anyEvent({ uniqueid: goodKey })), none(anyEvent({ uniqueid: goodAddress })))]
  },
})
