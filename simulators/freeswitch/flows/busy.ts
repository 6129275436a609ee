import { hangup } from '../channel/lifecycle.ts'
import { originateFailed } from './bridge-steps.ts'
import { defineFlow } from './define-flow.ts'
import { rememberRefusal, remove, type SipRefusal } from './hangup-steps.ts'
import { callAndBeRefused, endRefusedCaller } from './refused-steps.ts'

const BUSY: SipRefusal = { status: '486', phrase: 'Busy Here', cause: 'USER_BUSY' }

/** A calls B, which is busy; A is told so. Recording: sip-user-busy. */
export const busy = defineFlow({
  name: 'busy',
  legs: [
    ['start', 'route', 'end'],
    ['start', 'end'],
  ],
  gaps: [0, 20],
  play(stage) {
    const { a, b } = callAndBeRefused(stage, BUSY)
    stage.next()
    rememberRefusal(a.channel, BUSY)
    originateFailed(a, b, 'USER_BUSY', 'BUSY')
    hangup(stage, a.channel, 'USER_BUSY')
    remove(stage, b.channel)
    endRefusedCaller(stage, { a, b })
  },
})
