import {
  addMember,
  createConference,
  deleteMember,
  destroyConference,
  enterConference,
  giveFloor,
  leaveConference,
  startTalking,
  stopTalking,
  tellConferencePresence,
} from '../channel/conference-actions.ts'
import type { Talk } from '../channel/conference-talk.ts'
import type { Conference, Member } from '../channel/conference.ts'
import { executeComplete } from '../channel/execute.ts'
import { hangupState } from '../channel/lifecycle.ts'
import { setRtpFigures } from '../channel/rtp-figures.ts'
import { receiveAck } from '../channel/sofia-inbound.ts'
import { defineFlow } from './define-flow.ts'
import { answerAction, arrive, defaultActions, run } from './dialplan-steps.ts'
import { complete, hangUpByPhone, remove } from './hangup-steps.ts'
import { valueOf } from './leg-values.ts'

/** How often the member speaks and falls silent, and for how long, milliseconds. */
const TURNS = 20
const SPEAKS_MS = 180
const LISTENS_MS = 120
/** Nine packets as loud as those that are recorded. */
const TALK: Talk = { packets: 9, loudPackets: 8, pauses: 1, energy: 8 * 6483, delta: 8 * 100 }

/**
 * A calls a conference of its own, speaks and falls silent again and again, listens, and hangs up. The order within
 * the conference is that of the recording conference-simple, in which nobody hangs up by SIP.
 */
export const conferenceFlow = defineFlow({
  name: 'conference',
  legs: [['start', 'route', 'answer', 'end']],
  gaps: [0, 20, ...Array.from({ length: TURNS }, () => [LISTENS_MS, SPEAKS_MS]).flat(), 'talk-time'],
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    answerAction(stage, a)
    const room: Conference = {
      name: valueOf(stage.values, 'callee.number'),
      domain: valueOf(stage.values, 'node.ipv4'),
      profile: 'default',
      uuid: valueOf(stage.values, 'conference'),
      size: 0,
      floor: undefined,
    }
    const member: Member = { id: '1', channel, talking: false, energy: '0' }
    const execution = run(stage, channel, 'conference', `${room.name}@${room.profile}`)
    createConference(stage, room)
    enterConference(stage, room, member)
    addMember(stage, room, member, '0')
    receiveAck(channel, a.leg)
    stage.next()
    giveFloor(stage, room, member)
    for (let turn = 0; turn < TURNS; turn++) {
      stage.next()
      startTalking(stage, room, member, '6479')
      stage.next()
      stopTalking(stage, room, member, TALK)
    }
    stage.next()
    hangUpByPhone(stage, a)
    leaveConference(stage, room, '1')
    deleteMember(stage, room, member)
    tellConferencePresence(stage, room, '2')
    destroyConference(stage, room)
    executeComplete(stage, channel, execution)
    hangupState(stage, channel)
    setRtpFigures(channel, { skipped: a.leg.skippedPackets })
    complete(stage, channel)
    remove(stage, channel)
  },
})
