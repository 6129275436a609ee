import { executeComplete } from '../channel/execute.ts'
import { hangup, hangupState } from '../channel/lifecycle.ts'
import { hangupComplete, report } from '../channel/lifecycle.ts'
import { setVariables } from '../channel/variables.ts'
import { dial, launch, originateFailed, ring, ringBack } from './bridge-steps.ts'
import { defineFlow } from './define-flow.ts'
import { arrive, defaultActions, setAction } from './dialplan-steps.ts'
import { complete, disposeSip, remove } from './hangup-steps.ts'

/** A calls B, B rings until the dialplan gives up; A's dialplan ends. Recording: sip-ringing-no-answer. */
export const ringingNoAnswer = defineFlow({
  name: 'ringing-no-answer',
  legs: [
    ['start', 'route', 'end'],
    ['start', 'end'],
  ],
  gaps: [0, 2160],
  play(stage) {
    const a = arrive(stage)
    defaultActions(stage, a.channel)
    setAction(stage, a.channel, 'call_timeout', '3')
    setAction(stage, a.channel, 'bridge_answer_timeout', '3')
    const b = dial(stage, a)
    launch(stage, b)
    ring(stage, b)
    ringBack(stage, a, b)
    stage.next()
    hangup(stage, b.channel, 'NO_ANSWER')
    setVariables(a.channel.variables, { last_bridge_hangup_cause: 'NO_ANSWER' })
    originateFailed(a, b, 'NO_ANSWER', 'NOANSWER')
    executeComplete(stage, a.channel, b.execution)
    hangupState(stage, b.channel)
    disposeSip(b.channel, 'send_cancel')
    hangup(stage, a.channel, 'NORMAL_CLEARING')
    hangupState(stage, a.channel)
    disposeSip(a.channel, 'send_refuse')
    report(stage, b.channel)
    complete(stage, a.channel)
    hangupComplete(stage, b.channel)
    remove(stage, b.channel)
    remove(stage, a.channel)
  },
})
