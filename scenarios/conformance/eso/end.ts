/** ESO-03: Each outbound connection yields exactly one call/end, also where no CHANNEL_HANGUP_COMPLETE can arrive. */
import { claim, defineCheck, event, exactly } from '../../../harness/index.ts'
import { hangUp, hasEvents, leave, takenUp } from './tail.ts'

export const endAsync = defineCheck({
  id: 'eso/end-async',
  title: 'normal end',
  requirements: ['ESO-03'],
  needs: ['esl-outbound'],
  wiring: 'shared',
  seconds: 3,
  stimulus: 'the caller hangs up: CHANNEL_HANGUP, states, CHANNEL_HANGUP_COMPLETE and the lingering notice, as far as the bridge asked for them',
  expectation: 'exactly one call/end, from CHANNEL_HANGUP_COMPLETE where it could be seen',
  mutants: ['M21'],
  async run(rig) {
    const call = rig.outbound.dial()
    const { uniqueid, callid } = call.leg
    const trial = await rig.trial(rig.outbound, async () => {
      await takenUp(rig, call)
      hangUp(call, { duration: '4' })
      await rig.delivered(exactly(1, event('call/end', { uniqueid })), rig.limits.deliverMs)
    })
    return trial.judge(
      exactly(1, event('call/start', { uniqueid })),
      exactly(1, event('call/end', { uniqueid }), hasEvents(call) ? { callid, duration: '4' } : { callid }),
    )
  },
})

export const endSync = defineCheck({
  id: 'eso/end-sync',
  title: 'end without CHANNEL_HANGUP_COMPLETE',
  requirements: ['ESO-03'],
  needs: ['esl-outbound'],
  wiring: 'shared',
  seconds: 3,
  stimulus: 'one call ends with a notice and FIN only, as in sync mode; another with RST only',
  expectation: 'exactly one call/end each',
  mutants: ['X20'],
  async run(rig) {
    const [noted, reset] = [rig.outbound.dial(), rig.outbound.dial()]
    const ends = [noted, reset].map(({ leg: { uniqueid, callid } }) => exactly(1, event('call/end', { uniqueid }), { callid, duration: '0' }))
    const trial = await rig.trial(rig.outbound, async () => {
      await takenUp(rig, noted, reset)
      leave(noted)
      reset.reset()
      for (const end of ends) await rig.delivered(end, rig.limits.deliverMs)
    })
    return trial.judge(...ends)
  },
})

/** A bridge that leaves a call by itself does it by then. */
const STAYS_MS = 1000

export const notFull = defineCheck({
  id: 'eso/not-full',
  title: 'restricted socket',
  requirements: ['ESO-04', 'ESO-03'],
  needs: ['esl-outbound'],
  wiring: 'shared',
  seconds: 4,
  stimulus: 'linger, event and api are answered `-ERR command not found`; the call ends with a notice, without CHANNEL_HANGUP_COMPLETE',
  expectation: 'one start, one end, and the bridge does not leave before the notice',
  mutants: ['X20'],
  async run(rig) {
    const call = rig.outbound.dial({ mode: 'restricted' })
    const { uniqueid } = call.leg
    let left = false
    const end = exactly(1, event('call/end', { uniqueid }))
    const trial = await rig.trial(rig.outbound, async () => {
      await takenUp(rig, call)
      left = await rig.until(() => call.end !== undefined, STAYS_MS)
      leave(call)
      await rig.delivered(end, rig.limits.deliverMs)
    })
    return [...trial.judge(exactly(1, event('call/start', { uniqueid })), end), claim(!left, 'the bridge stays until the notice', left ? `it left after ${call.commands.map(({ line }) => line).join('; ')}` : 'it did')]
  },
})
