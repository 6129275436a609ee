import { bridge, sendCallUpdate, setBridgeVariables, unbridge } from '../../../simulators/freeswitch/channel/bridge.ts'
import { executeComplete } from '../../../simulators/freeswitch/channel/execute.ts'
import { enterState, hangup, hangupState } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { playbackStart, playbackStop } from '../../../simulators/freeswitch/channel/playback.ts'
import { setRtpFigures } from '../../../simulators/freeswitch/channel/rtp-figures.ts'
import { receiveAck } from '../../../simulators/freeswitch/channel/sofia-inbound.ts'
import { hibernate, prepareUuidBridge, runUuidBridge } from '../../../simulators/freeswitch/channel/uuid-bridge.ts'
import { type ValetPlace, valetInfo, valetPresence, valetReturn } from '../../../simulators/freeswitch/channel/valet.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import {
  answerAction,
  arrive,
  callerOf,
  defaultActions,
  run,
} from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import {
  closeMedia,
  complete,
  disposeSip,
  hangUpByPhone,
  leaveCall,
  rememberPeerHangup,
  remove,
} from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import type { ApiFlow } from './api-flow.ts'

const MUSIC = 'tone_stream://%(1000,3000,440);loops=-1'
const IDS = { a: '63827baa-fd71-4996-b618-115c02aa9b28', b: 'b7221983-d5aa-4d10-9a48-9d03a083db0e' }
const PLACE: ValetPlace = { lot: 'goldlot', extension: '7001', domain: '127.0.0.1' }

/** A leg is parked with a valet; another one fetches it, by `uuid_bridge` inside the server. */
export const valetPark: ApiFlow = {
  recording: 'valet-park',
  play(stage) {
    const a = arrive(stage)
    const parked = a.channel
    defaultActions(stage, parked)
    answerAction(stage, a)
    const parking = run(stage, parked, 'valet_park', 'goldlot 7001')
    let told = 4
    const nextCount = (): string => String(told++)
    setVariables(parked.variables, { inline_destination: valetReturn(parked, PLACE, MUSIC) })
    valetInfo(stage, parked, PLACE, 'hold')
    valetPresence(stage, PLACE, { callers: 1, isTaken: true, nextCount })
    setVariables(parked.variables, { valet_lot_extension: '7001' })
    playbackStart(stage, parked, MUSIC)

    stage.next()
    const b = arrive(stage, 'b', 1)
    const fetcher = b.channel
    defaultActions(stage, fetcher)
    answerAction(stage, b)
    const fetching = run(stage, fetcher, 'valet_park', 'goldlot 7001')
    receiveAck(parked, a.leg)
    valetInfo(stage, parked, PLACE, 'bridge', [['Bridge-To-UUID', fetcher.uuid]])
    prepareUuidBridge(stage, parked, fetcher, IDS)
    executeComplete(stage, fetcher, fetching)
    hibernate(stage, fetcher)
    stage.next()
    const music = { offset: '12160', seconds: '2', milliseconds: '2048', samples: '16384' }
    playbackStop(stage, parked, MUSIC, { status: 'done', response: 'none' }, music)
    valetPresence(stage, PLACE, { callers: 0, isTaken: false, nextCount })
    valetInfo(stage, parked, PLACE, 'exit')
    executeComplete(stage, parked, parking)
    hibernate(stage, parked)
    enterState(stage, parked, 'SOFT_EXECUTE')
    enterState(stage, fetcher, 'SOFT_EXECUTE')

    stage.next()
    leaveCall(fetcher)
    receiveAck(fetcher, b.leg)
    runUuidBridge(stage, parked, fetcher)
    bridge(stage, parked, fetcher)
    fetcher.callUuid = parked.uuid
    enterState(stage, fetcher, 'EXCHANGE_MEDIA')
    setBridgeVariables(parked, fetcher)
    sendCallUpdate(stage, parked, fetcher, callerOf(fetcher))
    setVariables(fetcher.variables, { call_uuid: parked.uuid })
    setBridgeVariables(fetcher, parked)
    sendCallUpdate(stage, fetcher, parked, callerOf(parked))

    stage.next()
    hangUpByPhone(stage, a, 'originator')
    stage.next()
    setVariables(fetcher.variables, { bridge_to: undefined })
    rememberPeerHangup(fetcher, 'NORMAL_CLEARING', { phrase: 'OK', status: '200' })
    hangup(stage, fetcher, 'NORMAL_CLEARING')
    hangupState(stage, fetcher)
    disposeSip(fetcher, 'send_bye')
    closeMedia(b)
    complete(stage, fetcher)
    setVariables(parked.variables, { bridge_to: undefined, bridge_hangup_cause: 'NORMAL_CLEARING' })
    unbridge(stage, parked, fetcher)
    hangupState(stage, parked)
    setRtpFigures(parked, { skipped: a.leg.skippedPackets, sent: { bytes: '12900', packets: '75' } })
    complete(stage, parked)
    remove(stage, parked)
    setVariables(fetcher.variables, { bridge_hangup_cause: 'NORMAL_CLEARING' })
    leaveCall(fetcher)
    remove(stage, fetcher)
  },
}
