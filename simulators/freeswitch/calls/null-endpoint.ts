import { logAnswered, logNewChannel } from './call-log.ts'
import { createChannel } from '../channel/channel.ts'
import { createTimes } from '../channel/caller-profile.ts'
import { L16, setReadCodec, setWriteCodec } from '../channel/codec.ts'
import { created, enterState, originated, outgoing } from '../channel/lifecycle.ts'
import { markAnswered } from '../channel/progress.ts'
import { OUTBOUND_CALL } from '../channel/sofia-leg.ts'
import { callerFor, requestedUuid } from '../channel/outbound-caller.ts'
import { setVariables } from '../channel/variables.ts'
import type { Calls } from './calls.ts'
import type { DialledLeg, DialRequest } from './dial-request.ts'
import type { Endpoint } from './endpoint.ts'
import { createLeg, spread } from './leg.ts'
import { runLeg } from './run-leg.ts'

/** `null/<anything>`: a leg with nothing behind it, which is answered at once. */
export function dialNull(calls: Calls, request: DialRequest): DialledLeg {
  const { core, stage } = calls
  const name = `null/${request.address}`
  const uuid = core.createUuid()
  const channel = createChannel({ uuid, name, direction: 'outbound', leg: 0 })
  setVariables(channel.variables, {
    direction: 'outbound',
    is_outbound: 'true',
    uuid,
    call_uuid: uuid,
    session_id: calls.nextSessionId(),
  })
  channel.profile = {
    ...callerFor(request.caller?.channel, request.named),
    direction: 'outbound',
    logicalDirection: 'outbound',
    calleeIdName: OUTBOUND_CALL,
    calleeIdNumber: request.address,
    source: 'mod_loopback',
    destinationNumber: request.address,
    uniqueId: uuid,
    channelName: name,
    profileIndex: '1',
    times: createTimes(stage.now()),
  }
  logNewChannel(core, uuid, name)
  setReadCodec(stage, channel, L16)
  setWriteCodec(stage, channel, L16)
  if (request.uuid !== undefined) requestedUuid(stage, channel, request.uuid)
  outgoing(stage, channel)
  setVariables(channel.variables, {
    ...(request.uuid === undefined && { channel_name: name }),
    ...request.variables,
    originate_early_media: 'true',
    originate_endpoint: 'null',
  })
  const leg = createLeg(calls, channel, NULL_ENDPOINT)
  calls.add(leg)
  return {
    leg,
    start() {
      enterState(stage, channel, 'INIT')
      created(stage, channel)
      originated(stage, channel)
      enterState(stage, channel, 'ROUTING')
      enterState(stage, channel, 'CONSUME_MEDIA')
      markAnswered(stage, channel)
      logAnswered(leg, ANSWERED)
      spread(leg, 'answered')
      void runLeg(leg)
    },
  }
}

const ANSWERED = { file: 'mod_loopback.c', function: 'null_channel_outgoing_channel', line: 1310 }

const nothing = (): undefined => undefined

const NULL_ENDPOINT: Endpoint = {
  kind: 'null',
  answer: nothing,
  preAnswer: nothing,
  ringReady: nothing,
  release: nothing,
  dispose: nothing,
  untilFree: nothing,
  forget: nothing,
  sendDigits: nothing,
}
