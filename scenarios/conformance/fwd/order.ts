/**
 * FWD-01: Events of one leg (one uniqueid of one node) reach every websocket client in the order received; events of one
 * input link SHOULD.
 */
import { channelAnswer, channelCreate, channelState, claim, defineCheck, type Expectation, hangupComplete, type Leg, type ObservedEvent, quoted, type Rig, unknown } from '../../../harness/index.ts'
import { countFromNow } from '../count-from-now.ts'
import { atRate, LATE_MS } from './at-rate.ts'

const CALLS = 500
const PER_SECOND = 2000
const LIFE = [channelCreate, channelState, channelAnswer, hangupComplete]
const ORDER = 'call/start, call/route, call/answer, call/end'

export const legOrders = defineCheck({
  id: 'fwd/leg-order',
  title: 'order per leg',
  requirements: ['FWD-01'],
  needs: ['esl-inbound', 'websocket'],
  wiring: 'shared',
  seconds: 4,
  stimulus: `${CALLS} calls from start to end, mixed at random, ${PER_SECOND} events a second, two subscribers`,
  expectation: 'start, route, answer, end of every leg, each once, in order at both subscribers',
  mutants: ['M17'],
  async run(rig) {
    const legs = Array.from({ length: CALLS }, () => rig.leg())
    const events = mixed(rig, legs)
    let lateMs = 0
    const outputs = [...rig.outputs, await rig.subscribe()]
    const stimulus = async () => {
      const came = countFromNow(rig, outputs)
      lateMs = await atRate(rig, { perSecond: PER_SECOND, count: events.length }, (index) => rig.esl().fire(...events.slice(index, index + 1)))
      await came(events.length)
    }
    const trial = await rig.trial(rig.esl(), stimulus, { outputs, withinMs: 4 * rig.limits.deliverMs })
    const judgements = trial.judge(legsInOrder(legs))
    return lateMs > LATE_MS ? [...judgements, unknown(`${PER_SECOND} events a second are sent`, `the harness was ${Math.round(lateMs)} ms late`)] : judgements
  },
})

/** The lives of all legs, each in its order, mixed at random. */
function mixed(rig: Rig, legs: readonly Leg[]): ReturnType<typeof channelCreate>[] {
  const living = legs.map((leg) => ({ leg, at: 0 }))
  const events: ReturnType<typeof channelCreate>[] = []
  while (living.length > 0) {
    const index = Math.floor(rig.random() * living.length)
    const one = living[index]
    const make = one && LIFE[one.at++]
    if (make) events.push(make(one.leg))
    else living.splice(index, 1)
  }
  return events
}

/** At webhooks, whose order is not judged, each once. */
const legsInOrder = (legs: readonly Leg[]): Expectation => (events) => {
  const came = new Map<string, ObservedEvent[]>()
  for (const event of events) came.set(event.value('uniqueid') ?? '', [...(came.get(event.value('uniqueid') ?? '') ?? []), event])
  const wrong = legs.flatMap(({ uniqueid }) => {
    const found = came.get(uniqueid) ?? []
    const isOrdered = found.every(({ delivery }) => delivery.kind === 'websocket')
    const kinds = found.map(({ kind }) => kind)
    const [due, order] = isOrdered ? [ORDER, kinds.join(', ')] : [sorted(ORDER), sorted(kinds.join(', '))]
    return due === order ? [] : [`leg ${quoted(uniqueid)} came as ${order || 'nothing'}`]
  })
  return claim(wrong.length === 0, `${legs.length} legs as ${ORDER}`, wrong.length === 0 ? 'so they are' : `${wrong.length} did not: ${wrong[0]}`)
}

const sorted = (kinds: string): string => kinds.split(', ').sort().join(', ')
