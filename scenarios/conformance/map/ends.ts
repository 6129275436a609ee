/**
 * MAP-03: call/end carries a scalar `cause` (Hangup-Cause) and `duration` (variable_duration as sent, even where the time
 * headers disagree).
 * ESL-05: Repeated headers end as one string per field.
 * MAP-09: Events without context (end without start, UUID change) neither stop nor change the others.
 */
import { channelAnswer, channelCreate, defineCheck, event, exactly, fieldTypes, fsEvent, hangupComplete, withHeaders } from '../../../harness/index.ts'

/** Cause, seconds as the switch counts them, and milliseconds, from recordings; the last cause is in no list of causes. */
const ENDS = [
  { cause: 'ORIGINATOR_CANCEL', duration: '2', milliseconds: '1060' },
  { cause: 'USER_BUSY', duration: '0', milliseconds: '60' },
  { cause: 'XYZZY', duration: '7', milliseconds: '8999' },
]

export const endFields = defineCheck({
  id: 'map/end-fields',
  title: 'cause and duration',
  requirements: ['MAP-03', 'ESL-05'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'ends with Hangup-Cause twice: cancelled, duration 2 for 1.06 s; busy, duration 0; cause XYZZY',
  expectation: 'cause and duration once each and as sent; cause is text, duration a number',
  mutants: ['M07'],
  async run(rig) {
    const ends = ENDS.map((end) => ({ ...end, leg: rig.leg() }))
    const trial = await rig.trial(rig.esl(), () => {
      for (const { leg, cause, duration, milliseconds } of ends) rig.esl().fire(withHeaders(hangupComplete(leg, cause, duration), { variable_mduration: milliseconds }))
    })
    return ends.flatMap(({ leg: { uniqueid }, cause, duration }) => {
      const end = event('call/end', { uniqueid })
      return trial.judge(exactly(1, end, { cause, duration }), fieldTypes(end, { cause: 'string', duration: 'number' }))
    })
  },
})

export const orphan = defineCheck({
  id: 'map/orphan',
  title: 'end and answer without start',
  requirements: ['MAP-09'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'CHANNEL_ANSWER and CHANNEL_HANGUP_COMPLETE of legs that were never created; CHANNEL_UUID, which gives a leg another id, then its end',
  expectation: 'the answer and both ends come out',
  mutants: ['M19'],
  async run(rig) {
    const [answered, ended, old] = [rig.leg(), rig.leg(), rig.leg()]
    const renamed = rig.leg({ callid: old.callid })
    const renaming = fsEvent('CHANNEL_UUID', withHeaders(channelAnswer(renamed), { 'Event-Name': 'CHANNEL_UUID', 'Old-Unique-ID': old.uniqueid }).headers)
    const trial = await rig.trial(rig.esl(), () =>
      rig.esl().fire(channelAnswer(answered), hangupComplete(ended), channelCreate(old), renaming, hangupComplete(renamed)),
    )
    return trial.judge(
      exactly(1, event('call/answer', { uniqueid: answered.uniqueid })),
      exactly(1, event('call/end', { uniqueid: ended.uniqueid })),
      exactly(1, event('call/start', { uniqueid: old.uniqueid })),
      exactly(1, event('call/end', { uniqueid: renamed.uniqueid }), { callid: old.callid }),
    )
  },
})
