/**
 * MAP-01: Each CHANNEL_CREATE, CHANNEL_ANSWER and CHANNEL_HANGUP_COMPLETE yields exactly one call/start, call/answer,
 * call/end; CHANNEL_HANGUP, CHANNEL_DESTROY and other states yield none.
 * MAP-02: CHANNEL_STATE with `Channel-State: CS_ROUTING` yields call/route if and only if `Channel-Call-State` is not `DOWN`.
 * MAP-04: `asteriskid`=`uniqueid`=Unique-ID and `callid`=Channel-Call-UUID of that same event.
 * MAP-09: Any other event yields nothing, and events without context neither stop nor change the others.
 * ESL-13: Loss, order or duplication is never inferred from Event-Sequence or from equal timestamps.
 */
import { defineCheck, type Judgement } from '../../../harness/index.ts'
import { recording, recordings } from './recordings.ts'
import { replay } from './replay.ts'

export const bridge = defineCheck({
  id: 'gold/bridge',
  title: 'a real bridged call',
  requirements: ['MAP-01', 'MAP-02', 'MAP-04'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'the recording sip-bridge-hangup-a, octets unchanged',
  expectation: 'two call/start, one call/route, two call/answer, two call/end; ids, callid and timestamps as in the headers; each leg in order',
  mutants: ['M20', 'M21'],
  run: (rig) => replay(rig, recording('sip-bridge-hangup-a')),
})

/** Where one recording was not complete in time, the others are not waited for so long. */
const SHORT_PATIENCE_MS = 500
/** After most recordings the next one shows what came too much. */
const SHORT_LINGER_MS = 40

export const corpus = defineCheck({
  id: 'gold/corpus',
  title: 'every recorded flow',
  requirements: ['MAP-01', 'MAP-02', 'MAP-09', 'ESL-13'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  seconds: 3,
  deadlineSeconds: 180,
  stimulus: 'every recording of a real FreeSWITCH, one after the other, an ordinary event after each',
  expectation: 'after each the events that an independent oracle makes of the same octets, each leg in order',
  mutants: ['M18', 'X17'],
  async run(rig) {
    const judgements: Judgement[] = []
    const all = recordings()
    for (const one of all) {
      const hurry = judgements.some(({ status }) => status !== 'pass')
      const options = { ...(one !== all.at(-1) && { lingerMs: SHORT_LINGER_MS }), ...(hurry && { patienceMs: SHORT_PATIENCE_MS }) }
      judgements.push(...(await replay(rig, one, options)))
    }
    return judgements
  },
})
