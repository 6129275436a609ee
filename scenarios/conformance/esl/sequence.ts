/** ESL-13: Loss, order or duplication is never inferred from Event-Sequence or from equal timestamps. */
import { channelAnswer, channelCreate, channelState, defineCheck, hangupComplete, legOrder, withHeaders } from '../../../harness/index.ts'

/** As real servers send them: numbers are taken when an event is made, not when it is fired. */
const SEQUENCES = ['697', '667', '698', '703', '702', '705']

export const sequence = defineCheck({
  id: 'esl/sequence',
  title: 'disordered sequence, equal times',
  requirements: ['ESL-13', 'FWD-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: `six events of a call with Event-Sequence ${SEQUENCES.join(', ')}; then start, answer and end of ten calls, all with one timestamp`,
  expectation: 'all 36, those of each call in the order in which they came',
  mutants: ['M18'],
  async run(rig) {
    const leg = rig.leg()
    const events = [channelCreate(leg), channelState(leg), channelAnswer(leg), channelState(leg, 'CS_ROUTING', 'ACTIVE'), channelState(leg, 'CS_ROUTING', 'ACTIVE'), hangupComplete(leg)]
    const numbered = events.map((event, index) => withHeaders(event, { 'Event-Sequence': SEQUENCES[index] }))
    const legs = Array.from({ length: 10 }, () => rig.leg())
    const timestamp = String(rig.values.momentUs())
    const [starts, answers, ends] = [legs.map(channelCreate), legs.map(channelAnswer), legs.map((one) => hangupComplete(one))]
    const timed = [...starts, ...answers, ...ends].map((event) => withHeaders(event, { 'Event-Date-Timestamp': timestamp }))
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(...numbered, ...timed))
    return trial.judge(
      legOrder(leg.uniqueid, ['call/start', 'call/route', 'call/answer', 'call/route', 'call/route', 'call/end']),
      ...legs.map(({ uniqueid }) => legOrder(uniqueid, ['call/start', 'call/answer', 'call/end'])),
    )
  },
})
