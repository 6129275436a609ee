import { bridge, sendCallUpdate, setBridgeVariables, unbridge } from '../../../simulators/freeswitch/channel/bridge.ts'
import { type Channel, channelBlock } from '../../../simulators/freeswitch/channel/channel.ts'
import { executeComplete } from '../../../simulators/freeswitch/channel/execute.ts'
import { enterState, hangup, hangupState } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { playbackStart, playbackStop } from '../../../simulators/freeswitch/channel/playback.ts'
import { setRtpFigures } from '../../../simulators/freeswitch/channel/rtp-figures.ts'
import { receiveAck } from '../../../simulators/freeswitch/channel/sofia-inbound.ts'
import { hibernate, prepareUuidBridge, runUuidBridge } from '../../../simulators/freeswitch/channel/uuid-bridge.ts'
import { setVariables, variableHeaders } from '../../../simulators/freeswitch/channel/variables.ts'
import type { FsHeader } from '../../../simulators/freeswitch/codec/event.ts'
import { baseHeaders, type CallSite } from '../../../simulators/freeswitch/events/base-headers.ts'
import { eventType } from '../../../simulators/freeswitch/events/event-types.ts'
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
import type { ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'
import type { ApiFlow } from './api-flow.ts'

const MUSIC = 'tone_stream://%(1000,3000,440);loops=-1'
const IDS = { a: '63827baa-fd71-4996-b618-115c02aa9b28', b: 'b7221983-d5aa-4d10-9a48-9d03a083db0e' }
const site = (name: string, line: number): CallSite => ({ file: 'mod_valet_parking.c', function: name, line })

/** The module tells what it does with a leg. */
function valetInfo(stage: ScriptStage, channel: Channel, line: number, action: readonly FsHeader[]): void {
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, 'CUSTOM', stage.nextSequence(), stage.now(), site('valet_parking_function', line)),
    ['Valet-Lot-Name', 'goldlot'],
    ['Valet-Extension', '7001'],
    ...action,
    ...channelBlock(channel),
    ...variableHeaders(channel.variables),
  ]
  stage.emit({ type: eventType('CUSTOM'), subclass: 'valet_parking::info', headers, body: undefined }, channel)
}

interface ValetPresence {
  readonly line: number
  readonly login: string
  readonly status: string
  readonly count: string
  readonly direction: string
}

/** The module tells watchers of the lot and of the place. */
function valetPresence(stage: ScriptStage, { line, login, status, count, direction }: ValetPresence): void {
  const empty = status === 'Empty'
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, 'PRESENCE_IN', stage.nextSequence(), stage.now(), site('valet_send_presence', line)),
    ['proto', 'park'],
    ['login', login],
    ['from', `${login}@127.0.0.1`],
    ['force-status', status],
    ['rpid', empty ? 'unknown' : 'active'],
    ['event_type', 'presence'],
    ['alt_event_type', 'dialog'],
    ['event_count', count],
    ['unique-id', login],
    ['channel-state', empty ? 'CS_HANGUP' : 'CS_ROUTING'],
    ['answer-state', empty ? 'terminated' : 'confirmed'],
    ['presence-call-direction', direction],
  ]
  stage.emit({ type: eventType('PRESENCE_IN'), subclass: undefined, headers, body: undefined }, undefined)
}

/** A leg is parked with a valet; another one fetches it, by `uuid_bridge` inside the server. */
export const valetPark: ApiFlow = {
  recording: 'valet-park',
  play(stage) {
    const a = arrive(stage)
    const parked = a.channel
    defaultActions(stage, parked)
    answerAction(stage, a)
    const parking = run(stage, parked, 'valet_park', 'goldlot 7001')
    const inline = `set:valet_ticket=${parked.uuid},set:valet_hold_music='${MUSIC}',sleep:1000,valet_park:goldlot 7001`
    setVariables(parked.variables, { inline_destination: inline })
    valetInfo(stage, parked, 684, [['Action', 'hold']])
    valetPresence(stage, { line: 333, login: 'goldlot', status: 'Active (1 caller)', count: '4', direction: 'inbound' })
    valetPresence(stage, { line: 373, login: '7001', status: 'Holding', count: '5', direction: 'outbound' })
    setVariables(parked.variables, { valet_lot_extension: '7001' })
    playbackStart(stage, parked, MUSIC)

    stage.next()
    const b = arrive(stage, 'b', 1)
    const fetcher = b.channel
    defaultActions(stage, fetcher)
    answerAction(stage, b)
    const fetching = run(stage, fetcher, 'valet_park', 'goldlot 7001')
    receiveAck(parked, a.leg)
    valetInfo(stage, parked, 579, [
      ['Action', 'bridge'],
      ['Bridge-To-UUID', fetcher.uuid],
    ])
    prepareUuidBridge(stage, parked, fetcher, IDS)
    executeComplete(stage, fetcher, fetching)
    hibernate(stage, fetcher)
    stage.next()
    const music = { offset: '12160', seconds: '2', milliseconds: '2048', samples: '16384' }
    playbackStop(stage, parked, MUSIC, { status: 'done', response: 'none' }, music)
    valetPresence(stage, { line: 351, login: 'goldlot', status: 'Empty', count: '6', direction: 'inbound' })
    valetPresence(stage, { line: 389, login: '7001', status: 'Empty', count: '7', direction: 'inbound' })
    valetInfo(stage, parked, 749, [['Action', 'exit']])
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
