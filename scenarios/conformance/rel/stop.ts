/** REL-04: SIGTERM: accepted events are drained, websockets closed with 1001, listeners closed, exit 0 within G. */
import { claim, defineCheck, type Input, type Judgement, observe, OPCODE, type Rig } from '../../../harness/index.ts'

export const sigterm = defineCheck({
  id: 'rel/sigterm',
  title: 'graceful stop',
  requirements: ['REL-04'],
  needs: ['restart'],
  wiring: { webhooks: 1, fresh: true },
  waits: true,
  seconds: 9,
  stimulus: '100 events accepted, webhooks take 20 ms each, SIGTERM; again with a hung webhook and a client that does not read',
  expectation: 'the first time all 100 come out; Close 1001 and exit code 0 within G both times',
  mutants: ['M49'],
  async run(rig) {
    const [input] = rig.inputs('http-post', 'esl-inbound', 'messaged-websocket')
    if (!input) return []
    const judgements: Judgement[] = []
    for (const sink of rig.webhooks) sink.behave({ kind: 'answer', status: 204, delayMs: 20 })
    const tags = await accept(rig, input)
    judgements.push(...(await stop(rig, 'busy webhook')), ...allCameOut(rig, tags))

    for (const sink of rig.webhooks) sink.behave({ kind: 'answer', status: 204 })
    await rig.restart()
    if (rig.endpoints.websocket) (await rig.subscribe({ pong: false })).pause()
    await accept(rig, input, () => {
      for (const sink of rig.webhooks) sink.behave({ kind: 'hang' })
    })
    judgements.push(...(await stop(rig, 'hung webhook')))
    return judgements
  },
})

/** 100 events, proven to be accepted: answered 2xx, or followed by one of their link that came out. */
async function accept(rig: Rig, given: Input, before: () => void = () => undefined): Promise<readonly string[]> {
  const [input = given] = rig.inputs('http-post', 'esl-inbound', 'messaged-websocket')
  await rig.trial(input, () => undefined)
  before()
  const tags = Array.from({ length: 100 }, () => rig.tag())
  await input.mark(...tags)
  const [first] = rig.outputs
  await rig.until(() => first !== undefined && first.deliveries.some((delivery) => observe(delivery).value('uniqueid') === tags.at(-1)), rig.limits.deliverMs)
  return tags
}

async function stop(rig: Rig, round: string): Promise<Judgement[]> {
  const websocket = rig.endpoints.websocket && rig.websocket
  const startedAt = rig.now()
  const exit = await rig.bridge.stop()
  const seconds = ((rig.now() - startedAt) / 1000).toFixed(1)
  const code = websocket?.frames.findLast(({ frame }) => frame.opcode === OPCODE.close)?.frame.payload
  return [
    claim(exit.code === 0 && exit.how === 'gracefully', `${round}: exit code 0 within ${rig.limits.stopMs / 1000} s`, `${exit.how}, code ${exit.code}, signal ${exit.signal}, after ${seconds} s`),
    ...(websocket ? [claim(code?.length !== undefined && code.length >= 2 && code.readUInt16BE(0) === 1001, `${round}: the websocket is closed with 1001`, code && code.length >= 2 ? `code ${code.readUInt16BE(0)}` : 'no code')] : []),
  ]
}

const allCameOut = (rig: Rig, tags: readonly string[]): Judgement[] =>
  rig.outputs.map(({ name, deliveries }) => {
    const seen = deliveries.map((delivery) => observe(delivery).value('uniqueid') ?? '')
    const missing = tags.filter((tag) => !seen.includes(tag))
    const twice = tags.filter((tag) => seen.indexOf(tag) !== seen.lastIndexOf(tag))
    return claim(missing.length === 0 && twice.length === 0, `${name}: all ${tags.length} accepted events come out once`, `${missing.length} missing, ${twice.length} twice`)
  })
