/** REL-06: Clock steps cause no machine/down, reconnects or stalls. */
import { channelCreate, claim, defineCheck, event, exactly, type Judgement, none, observe, type Rig, timestampOf, unknown } from '../../../harness/index.ts'

/** Seconds from the true time: an hour ahead, then two hours back. */
const STEPS = [3600, -3600]
/** As many signs of life are awaited after each step, so that timers of the bridge get their turn. */
const HEARTBEATS = 3

export const clock = defineCheck({
  id: 'rel/clock',
  title: 'clock steps',
  requirements: ['REL-06'],
  needs: ['esl-inbound', 'clock'],
  wiring: { nodes: 2, heartbeatMs: 500, tuning: { idleMs: 3000 }, clock: true, fresh: true },
  seconds: 10,
  stimulus: 'the wall clock of the bridge is put an hour ahead, then two hours back, under heartbeats every 500 ms; an event each; at the end a second link is cut, so that the bridge says what time it has',
  expectation: 'no machine/down and no new connection by the steps; events flow with the times of their headers',
  mutants: ['X07'],
  async run(rig) {
    const links = countLinks(rig)
    const legs = STEPS.map(() => rig.leg())
    const events = legs.map(channelCreate)
    const trial = await rig.trial(rig.esl(), async () => {
      for (const [index, seconds] of STEPS.entries()) {
        rig.bridge.target.stepClock?.(seconds)
        await beats(rig)
        rig.esl().fire(...events.slice(index, index + 1))
      }
    })
    const more = countLinks(rig) - links
    return [
      ...trial.judge(
        none(event('machine/down')),
        ...legs.map(({ uniqueid }, index) => {
          const stimulus = events[index]
          return exactly(1, event('call/start', { uniqueid }), { timestamp: stimulus ? timestampOf(stimulus) : '' })
        }),
      ),
      claim(more === 0, 'no new connection by the steps', `${more} new connections`),
      await tellsTime(rig),
    ]
  },
})

const countLinks = (rig: Rig): number =>
  rig.esl(1).wire.attempts.length + rig.esl(2).wire.attempts.length + (rig.inputs('messaged-websocket').length > 0 ? rig.messaged.links.length : 0)

const countKind = (rig: Rig, kind: string): number => rig.outputs[0]?.deliveries.filter((delivery) => observe(delivery).kind === kind).length ?? 0

async function beats(rig: Rig): Promise<void> {
  const before = countKind(rig, 'machine/health')
  await rig.until(() => countKind(rig, 'machine/health') >= before + 2 * HEARTBEATS, rig.limits.deliverMs)
}

const APART_SECONDS = 600

/** Events that the bridge makes itself have its own time: without this nobody knows whether its clock was stepped at all. */
async function tellsTime(rig: Rig): Promise<Judgement> {
  const expected = 'the clock of the bridge was stepped'
  const before = countKind(rig, 'machine/up')
  rig.esl(2).link.finish()
  await rig.until(() => countKind(rig, 'machine/up') > before, rig.limits.reconnectMs)
  const last = rig.outputs[0]?.deliveries.map(observe).findLast(({ kind }) => kind === 'machine/up')
  const apart = Number(last?.value('timestamp')) - Date.now() / 1000 - (STEPS.at(-1) ?? 0)
  return Math.abs(apart) < APART_SECONDS ? claim(true, expected, 'as machine/up tells') : unknown(expected, 'its machine/up does not have the stepped time')
}
