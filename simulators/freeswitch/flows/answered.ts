import { executeComplete } from '../channel/execute.ts'
import { hangupState } from '../channel/lifecycle.ts'
import { park, unpark } from '../channel/park.ts'
import { setRtpFigures } from '../channel/rtp-figures.ts'
import { receiveAck } from '../channel/sofia-inbound.ts'
import { defineFlow } from './define-flow.ts'
import { answerAction, arrive, defaultActions, play, run } from './dialplan-steps.ts'
import { complete, hangUpByPhone, remove } from './hangup-steps.ts'

/** A calls an extension that answers, plays a tone and parks; A hangs up. Recording: sip-answer-hangup-by-caller. */
export const answered = defineFlow({
  name: 'answered',
  legs: [['start', 'route', 'answer', 'end']],
  gaps: [0, 600, 'talk-time'],
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    answerAction(stage, a)
    const stop = play(stage, channel, 'tone_stream://%(500,100,440)', {
      offset: '4800',
      seconds: '0',
      milliseconds: '600',
      samples: '4800',
    })
    receiveAck(channel, a.leg)
    stage.next()
    stop()
    const parking = run(stage, channel, 'park')
    park(stage, channel)
    stage.next()
    hangUpByPhone(stage, a)
    unpark(stage, channel)
    executeComplete(stage, channel, parking)
    hangupState(stage, channel)
    setRtpFigures(channel, { skipped: a.leg.skippedPackets, sent: { bytes: '5160', packets: '30' } })
    complete(stage, channel)
    remove(stage, channel)
  },
})
