/**
 * WS-03: Every client connected when an event is forwarded gets it once; a late joiner gets no past events.
 * FWD-01: Events of one leg (one uniqueid of one node) reach every websocket client in the order received.
 * WS-08: 1000 subscribers can connect at once and are served.
 * REL-07: Descriptors and memory return to base after churn.
 */
import { claim, defineCheck, event, exactly, inOrder, observe, unknown, type WebsocketWatcher } from '../../../harness/index.ts'

export const fanout = defineCheck({
  id: 'ws/fanout',
  title: 'all clients',
  requirements: ['WS-03', 'FWD-01'],
  needs: ['websocket'],
  wiring: 'shared',
  seconds: 3,
  stimulus: '10 clients, 500 events',
  expectation: 'each client gets every event once; in order (SHOULD)',
  mutants: ['M17'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const clients: WebsocketWatcher[] = [rig.websocket]
    while (clients.length < 10) clients.push(await rig.subscribe())
    const tags = Array.from({ length: 500 }, () => rig.tag())
    const trial = await rig.trial(input, () => input.mark(...tags), { outputs: clients })
    return trial.judge(inOrder(event('call/start'), 'uniqueid', tags))
  },
})

const SUBSCRIBERS = 1000

export const storm = defineCheck({
  id: 'ws/storm',
  title: '1000 subscribers',
  requirements: ['WS-08', 'REL-07'],
  needs: ['websocket', 'process-statistics'],
  wiring: { fresh: true, nodes: 1 },
  exclusive: true,
  seconds: 8,
  deadlineSeconds: 90,
  stimulus: '1000 handshakes within 2 s, 10 events, then every client is reset',
  expectation: 'all are accepted within 10 s and get the 10 events once; descriptors return to their base + 10 within 30 s',
  mutants: ['M50'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    await rig.trial(input, () => undefined)
    const base = rig.bridge.usage()?.descriptors
    const startedAt = rig.now()
    const attempts = await Promise.allSettled(Array.from({ length: SUBSCRIBERS }, () => rig.subscribe({ deadlineMs: 10_000 })))
    const clients = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
    const seconds = (rig.now() - startedAt) / 1000
    const tags = Array.from({ length: 10 }, () => rig.tag())
    const trial = await rig.trial(input, () => input.mark(...tags))
    await rig.until(() => clients.every(({ deliveries }) => deliveries.length >= tags.length), rig.limits.deliverMs)
    const wrong = clients.filter((client) => !gotEach(client, tags)).length
    for (const client of clients) client.reset()
    const back = base === undefined ? undefined : await rig.until(() => (rig.bridge.usage()?.descriptors ?? Number.POSITIVE_INFINITY) <= base + 10, 30_000)
    const after = rig.bridge.usage()?.descriptors
    const descriptors = `descriptors return from the storm to at most ${base === undefined ? 'their base' : base} + 10`
    return [
      claim(clients.length === SUBSCRIBERS && seconds <= 10, `${SUBSCRIBERS} handshakes are accepted within 10 s`, `${clients.length} after ${seconds.toFixed(1)} s`),
      claim(wrong === 0, `each gets the ${tags.length} events once`, `${wrong} clients did not`),
      ...trial.judge(...tags.map((uniqueid) => exactly(1, event('call/start', { uniqueid })))),
      back === undefined ? unknown(descriptors, 'they could not be counted') : claim(back, descriptors, String(after)),
    ]
  },
})

function gotEach({ deliveries }: WebsocketWatcher, tags: readonly string[]): boolean {
  const seen = deliveries.map((delivery) => observe(delivery).value('uniqueid') ?? '')
  return tags.every((tag) => seen.filter((uniqueid) => uniqueid === tag).length === 1)
}
