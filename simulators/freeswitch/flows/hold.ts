import { unbridge } from '../channel/bridge.ts'
import { executeComplete } from '../channel/execute.ts'
import { announceUnhold, hold, unhold } from '../channel/hold.ts'
import { changeCallState, destroy, destroyed, hangup, hangupState } from '../channel/lifecycle.ts'
import { playbackStart, playbackStop } from '../channel/playback.ts'
import { privateCommand } from '../channel/private-command.ts'
import { setRtpFigures } from '../channel/rtp-figures.ts'
import { localSdp } from '../channel/sdp.ts'
import { receiveAck } from '../channel/sofia-inbound.ts'
import { setVariables } from '../channel/variables.ts'
import { answerCaller, bridgeActions, callPhone, connect, updateCallee, updateCaller } from './bridge-steps.ts'
import { defineFlow } from './define-flow.ts'
import { arrive, run } from './dialplan-steps.ts'
import {
  closeMedia,
  complete,
  disposeSip,
  hangUpByPhone,
  leaveCall,
  rememberPeerHangup,
  remove,
} from './hangup-steps.ts'
import { HOLD_TONE, receiveReinviteReply, refreshMedia } from './hold-steps.ts'

/** A calls B, they talk, B is held for a second while A hears a tone, A hangs up. Recording: sip-hold-unhold. */
export const holdFlow = defineFlow({
  name: 'hold',
  legs: [
    ['start', 'route', 'answer', 'end'],
    ['start', 'answer', 'end'],
  ],
  gaps: [0, 20, 'answer-delay', 40, 720, 200, 1020, 20, 'talk-time', 20],
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    bridgeActions(stage, a)
    const b = callPhone(stage, a)
    stage.next()
    answerCaller(stage, a, b)
    connect(stage, a, b)
    receiveAck(channel, a.leg)
    updateCaller(stage, a, b)
    updateCallee(stage, a, b)

    stage.next()
    const heldAt = stage.now()
    hold(stage, b.channel, { rtp_local_sdp_str: localSdp(b.leg, b.leg.sdpVersions[1]) })
    stage.next()
    refreshMedia(channel)
    setVariables(channel.variables, { current_loop: '1', total_loops: '-1' })
    const playing = run(stage, channel, 'playback', HOLD_TONE)
    playbackStart(stage, channel, HOLD_TONE)
    stage.next()
    unhold(stage, b.channel)
    playbackStop(
      stage,
      channel,
      HOLD_TONE,
      { status: 'break' },
      {
        offset: '8160',
        seconds: '2',
        milliseconds: '2048',
        samples: '16384',
      },
    )
    executeComplete(stage, channel, playing)
    privateCommand(stage, channel, heldAt, [
      ['call-command', 'execute'],
      ['execute-app-name', 'playback'],
      ['execute-app-arg', HOLD_TONE],
      ['event-lock', 'true'],
      ['lead-frames', '5'],
      ['loops', '-1'],
    ])
    setVariables(channel.variables, { current_loop: undefined, total_loops: undefined })
    receiveReinviteReply(b, b.leg.requests[1])
    setVariables(b.channel.variables, { rtp_local_sdp_str: localSdp(b.leg, b.leg.sdpVersions[2]) })
    announceUnhold(stage, b.channel)
    stage.next()
    changeCallState(stage, b.channel, 'ACTIVE')
    receiveReinviteReply(b, b.leg.requests[2])
    refreshMedia(channel)

    stage.next()
    hangUpByPhone(stage, a, 'originator')
    setVariables(b.channel.variables, { bridge_to: undefined })
    rememberPeerHangup(b.channel, 'NORMAL_CLEARING', { phrase: 'OK', status: '200' })
    hangup(stage, b.channel, 'NORMAL_CLEARING')
    setVariables(channel.variables, { bridge_to: undefined, bridge_hangup_cause: 'NORMAL_CLEARING' })
    unbridge(stage, channel, b.channel)
    executeComplete(stage, channel, b.execution)
    hangupState(stage, channel)
    setRtpFigures(channel, { skipped: a.leg.skippedPackets, sent: { bytes: '8772', packets: '51' } })
    complete(stage, channel)
    remove(stage, channel)
    setVariables(b.channel.variables, { bridge_hangup_cause: 'NORMAL_CLEARING' })
    leaveCall(b.channel)
    hangupState(stage, b.channel)
    disposeSip(b.channel, 'send_bye')
    closeMedia(b)
    complete(stage, b.channel)
    destroy(stage, b.channel)
    stage.next()
    destroyed(stage, b.channel)
  },
})
