import { arrive, defaultActions } from './dialplan-steps.ts'
import { defineFlow } from './define-flow.ts'
import { executeComplete } from '../channel/execute.ts'
import { hangup, hangupState } from '../channel/lifecycle.ts'
import { dial, launch, originateFailed } from './bridge-steps.ts'
import { complete, disposeSip, refuse, rememberRefusal, remove } from './hangup-steps.ts'

/** A calls B, which is busy; A is told so. Recording: sip-user-busy. */
export const busy = defineFlow({
  name: 'busy',
  legs: [
    ['start', 'route', 'end'],
    ['start', 'end'],
  ],
  gaps: [0, 20],
  play(stage) {
    const refusal = { status: '486', phrase: 'Busy Here', cause: 'USER_BUSY' } as const
    const a = arrive(stage)
    defaultActions(stage, a.channel)
    const b = dial(stage, a)
    launch(stage, b)
    refuse(stage, b, refusal)
    hangupState(stage, b.channel)
    complete(stage, b.channel)
    stage.next()
    rememberRefusal(a.channel, refusal)
    originateFailed(a, b, 'USER_BUSY', 'BUSY')
    hangup(stage, a.channel, 'USER_BUSY')
    remove(stage, b.channel)
    executeComplete(stage, a.channel, b.execution)
    hangupState(stage, a.channel)
    disposeSip(a.channel, 'send_refuse')
    complete(stage, a.channel)
    remove(stage, a.channel)
  },
})
