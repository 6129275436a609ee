import { takeDigit } from '../channel/dtmf.ts'
import { executeComplete } from '../channel/execute.ts'
import { hangupState } from '../channel/lifecycle.ts'
import { park, unpark } from '../channel/park.ts'
import { setRtpFigures } from '../channel/rtp-figures.ts'
import { receiveAck } from '../channel/sofia-inbound.ts'
import { defineFlow } from './define-flow.ts'
import { answerAction, arrive, defaultActions, run } from './dialplan-steps.ts'
import { complete, hangUpByPhone, remove } from './hangup-steps.ts'

/** A card number, as somebody types it. */
const KEYS = [...'4111555500001234#']
const BETWEEN_KEYS_MS = 180

/** A calls an extension that answers and parks, types a number, waits, and hangs up. DTMF is as recorded. */
export const keypad = defineFlow({
  name: 'keypad',
  legs: [['start', 'route', 'answer', 'end']],
  gaps: [0, 600, ...KEYS.slice(1).map(() => BETWEEN_KEYS_MS), 'talk-time'],
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    answerAction(stage, a)
    receiveAck(channel, a.leg)
    const parking = run(stage, channel, 'park')
    park(stage, channel)
    for (const digit of KEYS) {
      stage.next()
      takeDigit(stage, channel, { digit, duration: '1120', source: 'RTP' })
    }
    stage.next()
    hangUpByPhone(stage, a)
    unpark(stage, channel)
    executeComplete(stage, channel, parking)
    hangupState(stage, channel)
    setRtpFigures(channel, { skipped: a.leg.skippedPackets })
    complete(stage, channel)
    remove(stage, channel)
  },
})
