import { hangup } from '../channel/lifecycle.ts'
import { originateFailed } from './bridge-steps.ts'
import { defineFlow } from './define-flow.ts'
import { rememberRefusal, remove, type SipRefusal } from './hangup-steps.ts'
import { callAndBeRefused, endRefusedCaller } from './refused-steps.ts'

const NOT_FOUND: SipRefusal = { status: '404', phrase: 'Not Found', cause: 'UNALLOCATED_NUMBER' }

/** A calls B, whose phone refuses with 404; A is told so. Recording: sip-callee-404. */
export const rejected = defineFlow({
  name: 'rejected',
  legs: [
    ['start', 'route', 'end'],
    ['start', 'end'],
  ],
  gaps: [0, 20],
  play(stage) {
    const { a, b } = callAndBeRefused(stage, NOT_FOUND)
    stage.next()
    remove(stage, b.channel)
    rememberRefusal(a.channel, NOT_FOUND)
    originateFailed(a, b, 'UNALLOCATED_NUMBER', 'UNALLOCATED_NUMBER')
    hangup(stage, a.channel, 'UNALLOCATED_NUMBER')
    endRefusedCaller(stage, { a, b })
  },
})
