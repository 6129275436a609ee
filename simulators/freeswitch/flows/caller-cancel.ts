import { executeComplete } from '../channel/execute.ts'
import { hangup, hangupState } from '../channel/lifecycle.ts'
import { bridgeActions, dial, launch, originateFailed, ring, ringBack } from './bridge-steps.ts'
import { defineFlow } from './define-flow.ts'
import { arrive } from './dialplan-steps.ts'
import { cancelByPhone, complete, disposeSip, rememberPeerHangup, remove } from './hangup-steps.ts'

/** A calls B, B rings, A gives up. Recording: sip-caller-cancel-bridged. */
export const callerCancel = defineFlow({
  name: 'caller-cancel',
  legs: [
    ['start', 'route', 'end'],
    ['start', 'end'],
  ],
  gaps: [0, 20, 20, 1000, 20],
  play(stage) {
    const a = arrive(stage)
    bridgeActions(stage, a)
    const b = dial(stage, a)
    stage.next()
    launch(stage, b)
    ring(stage, b)
    stage.next()
    ringBack(stage, a, b)
    stage.next()
    cancelByPhone(stage, a)
    stage.next()
    rememberPeerHangup(b.channel, 'ORIGINATOR_CANCEL', { phrase: 'Request Terminated', status: '487' })
    hangup(stage, b.channel, 'ORIGINATOR_CANCEL')
    originateFailed(a, b, 'ORIGINATOR_CANCEL', 'CANCEL')
    executeComplete(stage, a.channel, b.execution)
    hangupState(stage, a.channel)
    complete(stage, a.channel)
    remove(stage, a.channel)
    hangupState(stage, b.channel)
    disposeSip(b.channel, 'send_cancel')
    complete(stage, b.channel)
    remove(stage, b.channel)
  },
})
