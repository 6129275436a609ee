/**
 * MAP-04: `asteriskid`=`uniqueid`=Unique-ID and `callid`=Channel-Call-UUID of that same event; a profile may say that the
 * bridge keeps the first callid of a leg.
 */
import { channelAnswer, channelCreate, defineCheck, event, exactly, hangupComplete } from '../../../harness/index.ts'

export const ids = defineCheck({
  id: 'map/ids',
  title: 'ids of a B leg',
  requirements: ['MAP-04'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'CHANNEL_CREATE of a B leg: Channel-Call-UUID is the Unique-ID of its A leg',
  expectation: 'uniqueid and asteriskid are those of the B leg, callid is that of the A leg, direction outbound',
  mutants: ['M27'],
  async run(rig) {
    const a = rig.leg()
    const b = rig.leg({ callid: a.uniqueid, direction: 'outbound' })
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(channelCreate(b)))
    const { uniqueid } = b
    return trial.judge(exactly(1, event('call/start', { uniqueid }), { asteriskid: uniqueid, callid: a.uniqueid, direction: 'outbound' }))
  },
})

export const callidDrift = defineCheck({
  id: 'map/callid-drift',
  title: 'callid may change',
  requirements: ['MAP-04'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a B leg that begins and is answered with the Channel-Call-UUID of its A leg and ends with its own, as recorded when a call is held',
  expectation: 'each event has the callid of its own moment (or, where the profile says that it is latched, the first one)',
  mutants: ['M27'],
  async run(rig) {
    const a = rig.leg()
    const b = rig.leg({ callid: a.uniqueid, direction: 'outbound' })
    const { uniqueid } = b
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(channelCreate(b), channelAnswer(b), hangupComplete({ ...b, callid: uniqueid })))
    const atEnd = rig.profile.behaviour.callid === 'latched' ? a.uniqueid : uniqueid
    return trial.judge(
      exactly(1, event('call/start', { uniqueid }), { callid: a.uniqueid }),
      exactly(1, event('call/answer', { uniqueid }), { callid: a.uniqueid }),
      exactly(1, event('call/end', { uniqueid }), { callid: atEnd, asteriskid: uniqueid }),
    )
  },
})
