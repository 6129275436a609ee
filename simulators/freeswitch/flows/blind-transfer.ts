import { unbridge } from '../channel/bridge.ts'
import { executeComplete } from '../channel/execute.ts'
import { hangup, hangupComplete, hangupState, report, route, runDialplan } from '../channel/lifecycle.ts'
import { setRtpFigures } from '../channel/rtp-figures.ts'
import { receiveAck } from '../channel/sofia-inbound.ts'
import { blindTransfer } from '../channel/transfer.ts'
import { setVariables } from '../channel/variables.ts'
import { answerCaller, callPhone, connect, updateCallee, updateCaller } from './bridge-steps.ts'
import { defineFlow } from './define-flow.ts'
import { arrive, defaultActions, play, run } from './dialplan-steps.ts'
import { closeMedia, complete, disposeSip, leaveCall, remove } from './hangup-steps.ts'
import { valueOf } from './leg-values.ts'

/**
 * A calls B, they talk, A is transferred to an extension that plays a tone and hangs up; B is let go.
 * Recording: sip-blind-transfer.
 */
export const blindTransferFlow = defineFlow({
  name: 'blind-transfer',
  legs: [
    ['start', 'route', 'answer', 'route', 'end'],
    ['start', 'answer', 'end'],
  ],
  gaps: [0, 20, 'answer-delay', 20, 'talk-time', 20, 380],
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    const b = callPhone(stage, a)
    answerCaller(stage, a, b)
    connect(stage, a, b)
    stage.next()
    updateCallee(stage, a, b)
    receiveAck(channel, a.leg)
    updateCaller(stage, a, b)

    stage.next()
    blindTransfer(stage, channel, {
      number: valueOf(stage.values, 'transferee.number'),
      dialplan: 'XML',
      context: 'public',
      id: valueOf(stage.values, 'transfer'),
    })
    stage.next()
    setVariables(b.channel.variables, { bridge_to: undefined, signal_bond: undefined })
    hangup(stage, b.channel, 'NORMAL_CLEARING')
    hangupState(stage, b.channel)
    disposeSip(b.channel, 'send_bye')
    closeMedia(b)
    leaveCall(b.channel)
    report(stage, b.channel)
    setVariables(channel.variables, {
      bridge_to: undefined,
      signal_bond: undefined,
      bridge_hangup_cause: 'NORMAL_CLEARING',
    })
    unbridge(stage, channel, b.channel)
    executeComplete(stage, channel, b.execution)
    route(stage, channel)
    hangupComplete(stage, b.channel)

    runDialplan(stage, channel)
    defaultActions(stage, channel)
    executeComplete(stage, channel, run(stage, channel, 'answer'))
    const stop = play(stage, channel, 'tone_stream://%(300,100,440)', {
      offset: '3200',
      seconds: '0',
      milliseconds: '400',
      samples: '3200',
    })
    remove(stage, b.channel)
    stage.next()
    stop()
    const hangingUp = run(stage, channel, 'hangup')
    hangup(stage, channel, 'NORMAL_CLEARING')
    executeComplete(stage, channel, hangingUp)
    hangupState(stage, channel)
    disposeSip(channel, 'send_bye')
    setRtpFigures(channel, { skipped: a.leg.skippedPackets, sent: { bytes: '3440', packets: '20' } })
    complete(stage, channel)
    remove(stage, channel)
  },
})
