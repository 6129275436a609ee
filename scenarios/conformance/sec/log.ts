/** SEC-03: Keys, passwords and URL userinfo never appear in logs, replies or events. */
import { callStartFields, claim, defineCheck, fact, type Judgement, type Rig } from '../../../harness/index.ts'

/** A webhook URL with secrets in its userinfo and its query, each like nothing else. */
const webhook = { path: '/hook?authkey=queryCanary8Kw2Zt5Rb9Lx', userinfo: 'userCanary3Vd7Qm1Hs6Np:passCanary4Gj8Xc2Yf5Tz' }

export const log = defineCheck({
  id: 'sec/log',
  title: 'no secrets',
  requirements: ['SEC-03'],
  needs: ['log'],
  wiring: { webhooks: [webhook], fresh: true },
  seconds: 4,
  stimulus: 'successes, refusals and errors at every door, while all keys and passwords of the bridge are like nothing else',
  expectation: 'none of them, plain, percent-encoded or in base64, in the log, in a reply or in an event of any bridge of the run',
  mutants: ['M48'],
  async run(rig) {
    const replies: string[] = []
    const [input] = rig.inputs('http-post', 'esl-inbound', 'messaged-websocket')
    if (!input) return []
    const trial = await rig.trial(input, async () => {
      replies.push(...(await knock(rig)))
      await disturb(rig, () => input.mark(rig.tag()))
    }, { withinMs: rig.limits.reconnectMs })
    return [...trial.judge(), kept(rig, 'no key or password in a reply', replies), ...scan(rig)]
  },
  scan,
})

/** Requests that are refused although they have the right key, or for having a wrong one; returns what was answered. */
async function knock(rig: Rig): Promise<string[]> {
  const { ingress, websocket } = rig.endpoints
  const replies: string[] = []
  for (const target of ingress ? [`/other?authkey=${ingress.authkey}`, `${ingress.path}?AUTHKEY=${ingress.authkey}`, rig.ingress.target] : []) {
    using connection = rig.ingress.open()
    await connection.send(rig.ingress.request(target === rig.ingress.target ? 'class=call' : callStartFields(rig.tag()), { target }))
    await connection.answered(1, 5000)
    replies.push(connection.received)
  }
  for (const target of websocket ? [`/other?authkey=${websocket.authkey}`, `${websocket.path}?AUTHKEY=${websocket.authkey}`] : []) {
    replies.push((await rig.handshake(`${websocket?.scheme}://${websocket?.address}${target}`)).reply)
  }
  return replies
}

/** Lets every peer of the bridge fail once. */
async function disturb(rig: Rig, mark: () => unknown): Promise<void> {
  for (const sink of rig.webhooks) sink.behave({ kind: 'finish' })
  await mark()
  await rig.until(() => rig.webhooks.every(({ requests }) => requests.length > 1), 2000)
  for (const sink of rig.webhooks) sink.behave({ kind: 'answer', status: 204 })
  const links = rig.inputs('messaged-websocket').length > 0 ? rig.messaged.links.length : 0
  if (links > 0) {
    rig.messaged.behave({ kind: 'refuse', status: 401 })
    rig.messaged.link.finish()
    await rig.until(() => rig.messaged.links.length > links, rig.limits.reconnectMs)
    rig.messaged.behave({ kind: 'accept' })
  }
  if (rig.inputs('esl-inbound').length > 0) {
    const node = rig.esl()
    const before = node.links.length
    node.link.reset()
    await node.relinked(before, rig.limits.reconnectMs)
  }
}

/** What any bridge of the run printed and delivered, whatever was checked on it. */
function scan(rig: Rig): readonly Judgement[] {
  const leaked = rig.bridge.leakedSecrets()
  const delivered = rig.outputs.flatMap(({ deliveries }) => deliveries.map(({ payload }) => Buffer.from(payload).toString('utf8')))
  return [
    fact(claim(leaked === 0, 'no key or password in the log', `${leaked} times (hidden here)`)),
    kept(rig, 'no key or password in an event', delivered),
  ]
}

function kept(rig: Rig, expected: string, texts: readonly string[]): Judgement {
  const leaking = texts.filter((text) => rig.redact(text) !== text)
  const evidence = leaking.slice(0, 1).map((text) => ({ title: 'the first', excerpt: rig.redact(text).slice(0, 500) }))
  return fact(claim(leaking.length === 0, expected, `in ${leaking.length} of ${texts.length}`, evidence))
}
