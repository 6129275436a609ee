/**
 * FWD-03: Nodes are independent: equal UUIDs or one node's trouble never affect another node's events.
 * REL-01: After FIN, RST, refusal or notice the input link is retried with growing, capped delay.
 */
import { channelCreate, claim, defineCheck, type EslNode, eventFrame, type Expectation, type Rig, unknown } from '../../../harness/index.ts'
import { secondNode } from '../second-node.ts'
import { atRate, LATE_MS } from './at-rate.ts'

const PER_SECOND = 10
const STALL_MS = 1500
const RESETS = 3
const FLOOD = 10_000
const SLICE = 100
/** Octets that may wait for the bridge to read them before more are made. */
const BACKLOG = 2 ** 20

export const nodeTrouble = defineCheck({
  id: 'fwd/node-trouble',
  title: 'one bad node',
  requirements: ['FWD-03', 'REL-01'],
  needs: ['esl-inbound'],
  wiring: { fresh: true },
  exclusive: true,
  seconds: 10,
  deadlineSeconds: 120,
  stimulus: `node 1 stalls in the middle of a frame, resets ${RESETS} links in a row and floods with ${FLOOD} events, while node 2 sends ${PER_SECOND} events a second`,
  expectation: 'every event of node 2 comes out once, within D',
  mutants: ['M13'],
  async run(rig) {
    const [bad, good] = [rig.esl(), secondNode(rig)]
    const sent = new Map<string, number>()
    const drip = (): void => {
      const leg = rig.leg()
      sent.set(leg.uniqueid, rig.now())
      good.fire(channelCreate(leg))
    }
    let lateMs = 0
    const lostBefore = rig.lostMs()
    const trial = await rig.trial(good, async () => {
      let over = false
      const dripping = atRate(rig, { perSecond: PER_SECOND, count: 1000, until: () => over }, drip)
      await stall(rig, bad)
      await resetAgain(rig, bad)
      await flood(rig, bad)
      over = true
      lateMs = await dripping
      await rig.delivered(inTime(sent, Number.POSITIVE_INFINITY), rig.limits.deliverMs)
    })
    const lostMs = rig.lostMs() - lostBefore
    // What the machine took away is not the bridge's lateness.
    const judgements = trial.judge(inTime(sent, rig.limits.deliverMs + lostMs))
    return lateMs > LATE_MS ? [...judgements, unknown(`node 2 sends ${PER_SECOND} events a second`, `the harness was ${Math.round(lateMs)} ms late`)] : judgements
  },
})

async function stall(rig: Rig, node: EslNode): Promise<void> {
  const octets = eventFrame(channelCreate(rig.leg()))
  node.inject(octets.subarray(0, octets.length >> 1))
  node.wire.setMode({ kind: 'stall' })
  const endAt = rig.now() + STALL_MS
  await rig.until(() => rig.now() >= endAt, 2 * STALL_MS)
  node.wire.setMode({ kind: 'pass' })
}

async function resetAgain(rig: Rig, node: EslNode): Promise<void> {
  for (let time = 0; time < RESETS; time++) {
    const before = node.links.length
    node.link.reset()
    await rig.until(() => node.links.length > before, rig.limits.reconnectMs)
  }
}

/** As fast as it is taken. */
async function flood(rig: Rig, node: EslNode): Promise<void> {
  if (!(await node.relinked(0, rig.limits.reconnectMs))) return
  for (let sent = 0; sent < FLOOD; sent += SLICE) {
    node.fire(...Array.from({ length: SLICE }, () => channelCreate(rig.leg())))
    const { link } = node
    await rig.until(() => link.pendingOctets < BACKLOG || link.closedAt !== undefined, rig.limits.deliverMs)
    // The harness has other things to do as well: node 2, websocket and webhooks are served in between.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Each of these once, so many milliseconds after it was sent at most. */
const inTime = (sent: ReadonlyMap<string, number>, withinMs: number): Expectation => (events) => {
  const arrived = events.flatMap(({ value, delivery }) => {
    const sentAt = sent.get(value('uniqueid') ?? '')
    return sentAt === undefined ? [] : [delivery.at - sentAt]
  })
  const slowest = arrived.reduce((most, ms) => Math.max(most, ms), 0)
  const expected = `${sent.size} events of the other node, each once${Number.isFinite(withinMs) ? ` and within ${Math.round(withinMs) / 1000} s` : ''}`
  return claim(arrived.length === sent.size && slowest <= withinMs, expected, `${arrived.length} came, the slowest after ${Math.round(slowest)} ms`)
}
