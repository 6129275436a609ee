/**
 * POST-06: Values survive application/x-www-form-urlencoded exactly.
 * POST-05: A kept-alive connection that went stale loses no event.
 * POST-07: Events reach one URL in event order.
 * POST-02: The response is ignored: no retry, no disabling, no redirect following.
 * SEC-03: Keys, passwords and URL userinfo never appear in logs, replies or events.
 */
import { callStartFields, claim, defineCheck, event, exactly, fact, type Judgement, legOrder } from '../../../harness/index.ts'

/** Everything that form encoding has to escape, and what it must not touch. */
const AWKWARD = ' a+b&c=d%e;f/?é日本🎉\r\n\u0000"\'<>~*-._'

export const encoding = defineCheck({
  id: 'post/encoding',
  title: 'escaping',
  requirements: ['POST-06'],
  needs: ['webhook', 'http-post'],
  wiring: 'shared',
  stimulus: 'an event whose caller name has space, +, &, =, %, ;, letters of other scripts, an emoji, CR LF and NUL',
  expectation: 'the form decodes to exactly that value, and so does the JSON',
  mutants: ['M47'],
  async run(rig) {
    const uniqueid = rig.tag()
    const trial = await rig.trial(rig.ingress, () => rig.ingress.post({ ...callStartFields(uniqueid), from_name: AWKWARD }))
    return trial.judge(exactly(1, event('call/start', { uniqueid }), { from_name: AWKWARD }))
  },
})

const REDIRECTS = [302, 307, 308]

export const redirect = defineCheck({
  id: 'post/redirect',
  title: 'no redirects',
  requirements: ['POST-02', 'SEC-03'],
  needs: ['webhook'],
  wiring: { webhooks: [{ path: '/first' }, { path: '/second' }], fresh: true },
  seconds: 3,
  stimulus: `the first URL answers ${REDIRECTS.join(', ')} to a path of the second`,
  expectation: 'nobody goes there; each event comes to each URL once',
  mutants: ['X09'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    const [first, second] = rig.webhooks
    if (!input || !first || !second) return []
    const judgements: Judgement[] = []
    for (const status of REDIRECTS) {
      const uniqueid = rig.tag()
      const trial = await rig.trial(input, async () => {
        first.behave({ kind: 'answer', status, headers: { Location: new URL('/followed', second.url).href } })
        await input.mark(uniqueid)
      })
      first.behave({ kind: 'answer', status: 204 })
      judgements.push(...trial.judge(exactly(1, event('call/start', { uniqueid }))))
    }
    const followed = second.requests.filter(({ request }) => request.target.startsWith('/followed')).length
    return [...judgements, fact(claim(followed === 0, 'no redirect is followed', `${followed} requests followed one`))]
  },
})

const ROUNDS = 20

export const stale = defineCheck({
  id: 'post/stale',
  title: 'stale keep-alive',
  requirements: ['POST-05'],
  needs: ['webhook'],
  wiring: { webhooks: 1, fresh: true },
  seconds: 6,
  stimulus: `${ROUNDS} times: the URL answers with keep-alive and ends the connection; the next event follows when that end has arrived`,
  expectation: 'each event comes exactly once',
  mutants: ['M46'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    const [sink] = rig.webhooks
    if (!input || !sink) return []
    const tags = Array.from({ length: ROUNDS }, () => rig.tag())
    const trial = await rig.trial(input, async () => {
      sink.behave({ kind: 'answer', status: 200, headers: { Connection: 'keep-alive' }, thenFinish: true })
      for (const tag of tags) {
        const before = sink.requests.length
        await input.mark(tag)
        await rig.until(() => sink.requests.length > before, rig.limits.deliverMs)
        const answered = rig.now()
        // The end must have been acknowledged before the next event goes out: otherwise the race is ours.
        await rig.until(() => rig.now() - answered >= 50, 1000)
      }
      sink.behave({ kind: 'answer', status: 204 })
    })
    return trial.judge(...tags.map((uniqueid) => exactly(1, event('call/start', { uniqueid }))))
  },
})

export const order = defineCheck({
  id: 'post/order',
  title: 'order per URL',
  requirements: ['POST-07'],
  needs: ['webhook', 'http-post'],
  wiring: { webhooks: 1, fresh: true },
  seconds: 5,
  stimulus: 'a leg with start, route, answer and end, 50 times over, while the URL takes 0 to 30 ms to answer',
  expectation: 'the events of each leg arrive in their order',
  mutants: ['M17'],
  async run(rig) {
    const [sink] = rig.webhooks
    if (!sink) return []
    const legs = Array.from({ length: 50 }, () => rig.tag())
    const steps = ['start', 'route', 'answer', 'end'] as const
    const trial = await rig.trial(
      rig.ingress,
      async () => {
        sink.behave({ kind: 'answer', status: 204, delayMs: () => Math.floor(rig.random() * 30) })
        for (const uniqueid of legs) {
          for (const step of steps) await rig.ingress.post({ ...callStartFields(uniqueid), event: step })
        }
        sink.behave({ kind: 'answer', status: 204 })
      },
      { outputs: [sink] },
    )
    return trial.judge(...legs.map((uniqueid) => legOrder(uniqueid, steps.map((step) => `call/${step}`), { everywhere: true })))
  },
})

