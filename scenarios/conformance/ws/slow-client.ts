/**
 * WS-06: A client that reads slowly or never affects no other client, output or input; a gap is visible to it as a close,
 * never as silent loss.
 */
import { channelCreate, claim, defineCheck, event, fact, inOrder, observe, type Rig, type WebsocketWatcher, withHeaders } from '../../../harness/index.ts'
import { growsBy } from '../memory-growth.ts'
import { MIB } from '../mib.ts'

type Leg = ReturnType<Rig['leg']>

/** Ordinary events are so small that thousands of them fit into the buffers of the kernel, where nobody is slow yet. */
const PADDING = 'x'.repeat(4096)

/**
 * Starts legs in portions that each come out before the next goes in, so that only the slow client falls behind. After one
 * that does not come out there is no next: what is missing is seen already.
 */
async function startAll(rig: Rig, legs: readonly Leg[], portion: number): Promise<void> {
  for (let at = 0; at < legs.length; at += portion) {
    const some = legs.slice(at, at + portion)
    const before = rig.websocket.deliveries.length
    rig.esl().fire(...some.map((leg) => withHeaders(channelCreate(leg), { 'Caller-Caller-ID-Name': PADDING })))
    if (!(await rig.until(() => rig.websocket.deliveries.length >= before + some.length, rig.limits.deliverMs))) return
  }
}

const NEVER_READ_EVENTS = 20_000

export const neverReads = defineCheck({
  id: 'ws/never-reads',
  title: 'one client never reads',
  requirements: ['WS-06', 'POST-03'],
  needs: ['websocket', 'esl-inbound', 'process-statistics'],
  wiring: { fresh: true, nodes: 1, webhooks: 0 },
  exclusive: true,
  seconds: 5,
  deadlineSeconds: 90,
  stimulus: `a client stops reading; ${NEVER_READ_EVENTS} events of 4 KiB`,
  expectation: 'the other client gets all in time; the first is closed, or memory grows by 64 MiB at most',
  mutants: ['M42', 'M43'],
  async run(rig) {
    const stuck = await rig.subscribe({ pong: false })
    const legs = Array.from({ length: NEVER_READ_EVENTS }, () => rig.leg())
    const tags = legs.map(({ uniqueid }) => uniqueid)
    const before = rig.bridge.usage()?.residentBytes
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        stuck.pause()
        await startAll(rig, legs, 500)
      },
      { outputs: [rig.websocket] },
    )
    const after = rig.bridge.usage()?.residentBytes
    stuck.resume()
    const closed = await rig.until(() => stuck.end !== undefined || stuck.closeCode !== undefined, 2000)
    const bounded = 'the client that never reads is closed, or memory grows by 64 MiB at most'
    return [
      ...trial.judge(inOrder(event('call/start'), 'uniqueid', tags)),
      closed ? claim(true, bounded, 'closed') : { ...growsBy(64 * MIB, { before, after }), expected: bounded },
    ]
  },
})

const SLOW_EVENTS = 5000

export const slow = defineCheck({
  id: 'ws/slow',
  title: 'a slow client sees no gap',
  requirements: ['WS-06'],
  needs: ['websocket', 'esl-inbound'],
  wiring: { fresh: true, nodes: 1, webhooks: 0 },
  seconds: 6,
  stimulus: `a client does not read while ${SLOW_EVENTS} events of 4 KiB are sent, then reads again`,
  expectation: 'it has all of them in order, or it was closed: never a gap while it is open',
  mutants: ['X21'],
  async run(rig) {
    const client = await rig.subscribe()
    const legs = Array.from({ length: SLOW_EVENTS }, () => rig.leg())
    const tags = legs.map(({ uniqueid }) => uniqueid)
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        client.pause()
        await startAll(rig, legs, 500)
      },
      { outputs: [rig.websocket] },
    )
    client.resume()
    await rig.until(() => client.end !== undefined || client.closeCode !== undefined || lastOf(client) === tags.at(-1), rig.limits.deliverMs)
    const seen = client.deliveries.map((delivery) => observe(delivery).value('uniqueid') ?? '').filter((uniqueid) => tags.includes(uniqueid))
    const gap = seen.findIndex((uniqueid, index) => uniqueid !== tags[index])
    const isClosed = client.end !== undefined || client.closeCode !== undefined
    const whole = seen.length === tags.length
    return [
      ...trial.judge(inOrder(event('call/start'), 'uniqueid', tags)),
      fact(claim(gap < 0, 'what the slow client gets has no gap', gap < 0 ? `${seen.length} in order` : `event ${gap} is missing or out of order`)),
      claim(whole || isClosed, 'it gets everything, or is closed', whole ? 'everything' : isClosed ? `closed after ${seen.length}` : `open with ${seen.length} of ${tags.length}`),
    ]
  },
})

const lastOf = ({ deliveries }: WebsocketWatcher): string | undefined => {
  const last = deliveries.at(-1)
  return last && observe(last).value('uniqueid')
}
