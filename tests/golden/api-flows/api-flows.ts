import type { ApiFlow } from './api-flow.ts'
import { earlyMediaIgnored, transferBLeg } from './bridge-flows.ts'
import { threeMembers } from './conference-commands-flow.ts'
import { twoMembers } from './conference-flows.ts'
import { recordAndPlay, toneDetect, toneHeard } from './media-flows.ts'
import { heartbeats, originateLoopbackPark, originateLoopbackPlayback, originateSip } from './originate-flows.ts'
import { registeredUserCalls } from './registered-user-flows.ts'
import { registeredUserCalled } from './presence-flows.ts'
import { selfSipCall, vadTalk } from './self-call-flows.ts'
import { cancelRinging, deflect, killParked, noRoute, preAnswer, scheduled } from './single-leg-flows.ts'
import { valetPark } from './valet-flows.ts'

/** Every recorded flow that operations of channels are held against, besides those that have a flow script. */
export const API_FLOWS: readonly ApiFlow[] = [
  cancelRinging,
  deflect,
  earlyMediaIgnored,
  heartbeats,
  killParked,
  noRoute,
  originateLoopbackPark,
  originateLoopbackPlayback,
  originateSip,
  preAnswer,
  recordAndPlay,
  registeredUserCalled,
  registeredUserCalls,
  scheduled,
  selfSipCall,
  threeMembers,
  toneDetect,
  toneHeard,
  transferBLeg,
  twoMembers,
  vadTalk,
  valetPark,
]
