/**
 * POST-03: A slow, hung, refusing or resetting URL delays no other URL, output or input.
 * POST-04: Connections and memory per URL are bounded and requests time out.
 */
import { claim, defineCheck, event, exactly, inOrder, type Judgement, observe } from '../../../harness/index.ts'
import { hasDelivered } from '../has-delivered.ts'
import { growsBy } from '../memory-growth.ts'
import { MIB } from '../mib.ts'

export const hungIsolated = defineCheck({
  id: 'post/hung-isolated',
  title: 'a hung URL delays nobody',
  requirements: ['POST-03'],
  needs: ['webhook'],
  wiring: { webhooks: 2, fresh: true },
  stimulus: 'the first URL accepts and never answers; 200 events',
  expectation: 'the second URL and the websocket get all of them within D',
  mutants: ['M42'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    const [hung] = rig.webhooks
    if (!input || !hung) return []
    const tags = Array.from({ length: 200 }, () => rig.tag())
    const trial = await rig.trial(
      input,
      async () => {
        hung.behave({ kind: 'hang' })
        await input.mark(...tags)
      },
      { outputs: rig.outputs.filter((output) => output !== hung) },
    )
    return trial.judge(inOrder(event('call/start'), 'uniqueid', tags))
  },
})

const MANY = 20_000

export const hungBounded = defineCheck({
  id: 'post/hung-bounded',
  title: 'a hung URL is bounded',
  requirements: ['POST-04'],
  needs: ['webhook', 'websocket', 'process-statistics'],
  wiring: { webhooks: 1, nodes: 1, fresh: true, tuning: { webhookTimeoutMs: 1000 } },
  exclusive: true,
  seconds: 5,
  deadlineSeconds: 90,
  stimulus: `the URL is hung; ${MANY} events; then it answers again`,
  expectation: 'connections stay within the profile, memory grows by 128 MiB at most, and new events arrive without a pause above the timeout + D',
  mutants: ['M35'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    const [sink] = rig.webhooks
    if (!input || !sink) return []
    const before = rig.bridge.usage()?.residentBytes
    const most = rig.profile.behaviour.webhookConnections
    const trial = await rig.trial(
      input,
      async () => {
        sink.behave({ kind: 'hang' })
        for (let sent = 0; sent < MANY; sent += 1000) {
          const tags = Array.from({ length: 1000 }, () => rig.tag())
          const from = rig.websocket.deliveries.length
          await input.mark(...tags)
          await rig.until(() => rig.websocket.deliveries.length >= from + tags.length, rig.limits.deliverMs)
        }
      },
      { outputs: [rig.websocket] },
    )
    const open = sink.connections.filter(({ closedAt }) => closedAt === undefined).length
    const after = rig.bridge.usage()?.residentBytes
    sink.behave({ kind: 'answer', status: 204 })
    const healed = await recovers()
    return [
      ...trial.judge(),
      claim(open <= most, `at most ${most} connections to the URL`, String(open)),
      growsBy(128 * MIB, { before, after }),
      claim(healed, 'once the URL answers, requests come without a pause above the timeout + D until new events have arrived', healed ? 'they do' : 'they stopped, and none came'),
    ]

    /** What waits in the bridge goes out first: only a pause counts, not how long that takes on this machine. */
    async function recovers(): Promise<boolean> {
      const tag = rig.tag()
      await input?.mark(tag)
      for (;;) {
        const before = sink?.requests.length ?? 0
        const moved = (): boolean => (sink?.requests.length ?? 0) > before
        if (!(await rig.until(moved, rig.limits.webhookTimeoutMs + rig.limits.deliverMs))) return false
        if (sink && hasDelivered(sink, tag)) return true
      }
    }
  },
})

/** Ways in which a URL breaks; what it has read in full it has got. */
const BREAKS = [
  { name: 'reset on accept', behaviour: { kind: 'reset-on-accept' } },
  { name: 'reset in the reply', behaviour: { kind: 'reset-in-reply' } },
  { name: 'end without a reply', behaviour: { kind: 'finish' } },
  { name: 'no HTTP', behaviour: { kind: 'octets', text: 'HELLO\n' } },
] as const

export const broken = defineCheck({
  id: 'post/broken',
  title: 'breaking URL',
  requirements: ['POST-03', 'POST-02'],
  needs: ['webhook'],
  wiring: { webhooks: 1, fresh: true, tuning: { webhookTimeoutMs: 1000 } },
  seconds: 6,
  stimulus: `an event each while the URL breaks: ${BREAKS.map(({ name }) => name).join(', ')}; then it answers`,
  expectation: 'the bridge lives; no event comes again after its request was read in full; later events come once',
  mutants: ['M13'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    const [sink] = rig.webhooks
    if (!input || !sink) return []
    const judgements: Judgement[] = []
    for (const { name, behaviour } of BREAKS) {
      const uniqueid = rig.tag()
      await rig.trial(input, () => undefined)
      sink.behave(behaviour)
      const from = sink.connections.length
      await input.mark(uniqueid)
      await rig.until(() => hasDelivered(sink, uniqueid) || sink.connections.length > from, rig.limits.deliverMs)
      await rig.until(() => sink.connections.every(({ closedAt }) => closedAt !== undefined), rig.limits.webhookTimeoutMs + 500)
      sink.behave({ kind: 'answer', status: 204 })
      const trial = await rig.trial(input, () => undefined, { withinMs: rig.limits.webhookTimeoutMs + rig.limits.deliverMs })
      const copies = sink.deliveries.filter((delivery) => observe(delivery).value('uniqueid') === uniqueid).length
      judgements.push(claim(copies <= 1, `${name}: the event comes at most once in full`, `${copies} times`), ...trial.judge())
    }
    return judgements
  },
})

export const endless = defineCheck({
  id: 'post/endless',
  title: 'endless reply',
  requirements: ['POST-04'],
  needs: ['webhook'],
  wiring: { webhooks: 1, fresh: true, tuning: { webhookTimeoutMs: 1000 } },
  seconds: 4,
  stimulus: 'an event is answered by 200 and one chunk a second, without an end',
  expectation: 'the next events arrive, and the connection is ended within the timeout',
  mutants: ['M35'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    const [sink] = rig.webhooks
    if (!input || !sink) return []
    const caught = rig.tag()
    const next = Array.from({ length: 10 }, () => rig.tag())
    const within = rig.limits.webhookTimeoutMs + 1000
    let ended = false
    const trial = await rig.trial(
      input,
      async () => {
        sink.behave({ kind: 'endless' })
        await input.mark(caught)
        await rig.until(() => hasDelivered(sink, caught), rig.limits.deliverMs)
        sink.behave({ kind: 'answer', status: 204 })
        const connection = sink.requests.find(({ request }) => request.body.includes(caught))?.connection
        await input.mark(...next)
        ended = await rig.until(() => connection?.closedAt !== undefined, within)
      },
      { withinMs: within + rig.limits.deliverMs },
    )
    return [
      claim(ended, `the connection is ended within ${within / 1000} s`, ended ? 'it was' : 'it is still open'),
      ...trial.judge(...[caught, ...next].map((uniqueid) => exactly(1, event('call/start', { uniqueid })))),
    ]
  },
})
