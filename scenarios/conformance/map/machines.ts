/**
 * MAP-07: HEARTBEAT yields machine/health, and `machine` of every ESL event is the configured number of the link it came by.
 * MAP-08: machine/up and machine/down appear once per transition of that node, not per attempt.
 * REL-01: After FIN, RST, refusal or notice the input link is retried with growing, capped delay.
 */
import { claim, defineCheck, event, exactly, type Expectation, headerOf, heartbeat, type Judgement, observe, type Rig, timestampOf } from '../../../harness/index.ts'
import { secondNode } from '../second-node.ts'

export const health = defineCheck({
  id: 'map/health',
  title: 'a heartbeat of each node',
  requirements: ['MAP-07'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a HEARTBEAT of each of two nodes',
  expectation: 'machine/health of each, with its number, its status, uptime and sessions',
  mutants: ['M25'],
  async run(rig) {
    const judgements: Judgement[] = []
    for (const node of [rig.esl(), secondNode(rig)]) {
      const beat = heartbeat(rig.values)
      const sessions = headerOf(beat, 'Session-Count')
      const trial = await rig.trial(node, () => node.fire(beat))
      const values = { machine: String(node.machine), status: 'System Ready', uptime: headerOf(beat, 'Uptime-msec'), timestamp: timestampOf(beat) }
      judgements.push(...trial.judge(exactly(1, event('machine/health', { sessions }), values)))
    }
    return judgements
  },
})

const REFUSALS = 5

export const upDown = defineCheck({
  id: 'map/up-down',
  title: 'one event per transition',
  requirements: ['MAP-08', 'REL-01'],
  needs: ['esl-inbound'],
  wiring: { fresh: true },
  waits: true,
  seconds: 10,
  stimulus: `a link that was accepted is finished; connections are refused until ${REFUSALS} were tried; then they are accepted again`,
  expectation: 'machine/up, machine/down, machine/up of that node and nothing else of the kind',
  mutants: ['X16'],
  async run(rig) {
    const node = rig.esl()
    let attempts = 0
    await rig.until(() => rig.webhooks.every(({ deliveries }) => deliveries.map(observe).some(({ kind }) => kind === 'machine/up')), rig.limits.deliverMs)
    const trial = await rig.trial(
      node,
      async () => {
        const [links, tried] = [node.links.length, node.wire.attempts.length]
        node.wire.refuse()
        node.link.finish()
        await rig.until(() => node.wire.attempts.length >= tried + REFUSALS, REFUSALS * rig.limits.reconnectMs)
        attempts = node.wire.attempts.length - tried
        node.wire.accept()
        await node.relinked(links, rig.limits.reconnectMs)
      },
      { withinMs: rig.limits.reconnectMs },
    )
    return [
      ...trial.judge(transitions(node.machine, ['down', 'up'])),
      ...firstUp(rig, node.machine),
      claim(attempts >= REFUSALS, `${REFUSALS} refused connections are followed by further ones`, `${attempts} attempts`),
    ]
  },
})

/** The events of the link, in order; at webhooks, whose order is not judged, so many of each. */
const transitions = (machine: number, wanted: readonly string[]): Expectation => (events) => {
  const found = events.filter(({ kind, value }) => /^machine\/(up|down)$/.test(kind) && value('machine') === String(machine))
  const came = found.map(({ value }) => value('event') ?? '')
  const ordered = found.every(({ delivery }) => delivery.kind === 'websocket')
  const holds = ordered ? came.join() === wanted.join() : came.toSorted().join() === wanted.toSorted().join()
  return claim(holds, `machine ${machine} goes ${wanted.join(', ')}, once each`, came.join(', ') || 'nothing of the kind')
}

/** Webhooks are there before the bridge is, so they have seen the first transition too. */
const firstUp = ({ webhooks }: Rig, machine: number): Judgement[] =>
  webhooks.map(({ name, deliveries }) => {
    const judgement = transitions(machine, ['up', 'down', 'up'])(deliveries.map(observe))
    return { ...judgement, expected: `${name}, from the start: ${judgement.expected}` }
  })
