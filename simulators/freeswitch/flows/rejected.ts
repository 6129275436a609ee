import { arrive, defaultActions } from './dialplan-steps.ts'
import { defineFlow } from './define-flow.ts'
import { executeComplete } from '../channel/execute.ts'
import { hangup, hangupState } from '../channel/lifecycle.ts'
import { dial, launch, originateFailed } from './bridge-steps.ts'
import { complete, disposeSip, refuse, rememberRefusal, remove } from './hangup-steps.ts'

/** A calls B, whose phone refuses with 404; A is told so. Recording: sip-callee-404. */
export const rejected = defineFlow({
  name: 'rejected',
  legs: [
    ['start', 'route', 'end'],
    ['start', 'end'],
  ],
  gaps: [0, 20],
  play(stage) {
    const refusal = { status: '404', phrase: 'Not Found', cause: 'UNALLOCATED_NUMBER' } as const
    const a = arrive(stage)
    defaultActions(stage, a.channel)
    const b = dial(stage, a)
    launch(stage, b)
    refuse(stage, b, refusal)
    hangupState(stage, b.channel)
    complete(stage, b.channel)
    stage.next()
    remove(stage, b.channel)
    rememberRefusal(a.channel, refusal)
    originateFailed(a, b, 'UNALLOCATED_NUMBER', 'UNALLOCATED_NUMBER')
    hangup(stage, a.channel, 'UNALLOCATED_NUMBER')
    executeComplete(stage, a.channel, b.execution)
    hangupState(stage, a.channel)
    disposeSip(a.channel, 'send_refuse')
    complete(stage, a.channel)
    remove(stage, a.channel)
  },
})
