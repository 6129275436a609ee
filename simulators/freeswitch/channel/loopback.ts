import { createTimes, originatorCopy } from './caller-profile.ts'
import { type Channel, createChannel, profileOf } from './channel.ts'
import { L16, setReadCodec, setWriteCodec } from './codec.ts'
import { enterState, outgoing } from './lifecycle.ts'
import { callerFor, type NamedCaller, requestedUuid } from './outbound-caller.ts'
import { OUTBOUND_CALL } from './sofia-leg.ts'
import type { Stage } from './stage.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** One end of a loopback call. */
export interface LoopbackEnd {
  readonly uuid: string
  /** Counts the sessions of the server. */
  readonly sessionId: string
}

/** The call of `originate loopback/<destination>/<context>`. */
export interface LoopbackCall {
  readonly a: LoopbackEnd
  readonly b: LoopbackEnd
  readonly destination: string
  readonly context: string
  /** Variables that `originate {…}` gives to both ends. @default none */
  readonly variables?: VariablePack | undefined
  /** Whom both ends name as their caller. @default that of the leg that calls */
  readonly named?: NamedCaller | undefined
  /** The leg that calls; its own caller is the caller of both ends. @default nobody */
  readonly caller?: Channel | undefined
  /** What `originate` asks for as the uuid of the outbound end. */
  readonly originationUuid?: string | undefined
  /** Place of the outbound end in its call. */
  readonly leg: number
}

/**
 * The outbound end of a loopback call comes into being: CODEC twice, CHANNEL_OUTGOING, CHANNEL_STATE of INIT. Its name
 * has the context in it until it knows where it calls.
 */
export function callLoopback(stage: Stage, call: LoopbackCall): Channel {
  const { a, b, destination, context } = call
  const name = `loopback/${destination}/${context}-a`
  const channel = createChannel({ uuid: a.uuid, name, direction: 'outbound', leg: call.leg })
  setVariables(channel.variables, {
    direction: 'outbound',
    is_outbound: 'true',
    uuid: a.uuid,
    call_uuid: a.uuid,
    session_id: a.sessionId,
  })
  setReadCodec(stage, channel, L16)
  setWriteCodec(stage, channel, L16)
  nameEnd(stage, channel, call, 'a')
  if (call.originationUuid !== undefined) requestedUuid(stage, channel, call.originationUuid)
  if (call.caller !== undefined) adoptCaller(channel, call.caller)
  outgoing(stage, channel)
  setVariables(channel.variables, {
    ...(call.originationUuid === undefined && { channel_name: channel.name }),
    ...call.variables,
    originate_early_media: 'true',
    originate_endpoint: 'loopback',
    ...pairVariables(b, 'A'),
  })
  enterState(stage, channel, 'INIT')
  return channel
}

/** The inbound end: CODEC twice; CHANNEL_STATE of INIT is the caller's to fire, as the end has a thread of its own. */
export function answerLoopback(stage: Stage, call: LoopbackCall): Channel {
  const { a, b } = call
  const name = `loopback/${call.destination}-b`
  const channel = createChannel({ uuid: b.uuid, name, direction: 'inbound', leg: call.leg + 1 })
  setVariables(channel.variables, {
    direction: 'inbound',
    uuid: b.uuid,
    call_uuid: b.uuid,
    session_id: b.sessionId,
    channel_name: name,
  })
  setReadCodec(stage, channel, L16)
  setWriteCodec(stage, channel, L16)
  setVariables(channel.variables, { ...call.variables, ...pairVariables(a, 'B') })
  nameEnd(stage, channel, call, 'b')
  return channel
}

const pairVariables = (other: LoopbackEnd, leg: 'A' | 'B'): VariablePack => ({
  other_loopback_leg_uuid: other.uuid,
  loopback_leg: leg,
})

function nameEnd(stage: Stage, channel: Channel, call: LoopbackCall, end: 'a' | 'b'): void {
  const { destination, context } = call
  channel.name = `loopback/${destination}-${end}`
  channel.profile = {
    direction: channel.direction,
    logicalDirection: channel.direction,
    ...callerFor(call.caller, call.named),
    ...(call.caller === undefined && { dialplan: 'xml' }),
    calleeIdName: OUTBOUND_CALL,
    calleeIdNumber: context,
    destinationNumber: destination,
    uniqueId: channel.uuid,
    source: 'mod_loopback',
    transferSource: '',
    context,
    rdnis: '',
    channelName: channel.name,
    profileIndex: '1',
    times: createTimes(stage.now()),
  }
}

/** The outbound end is part of the call of the leg that calls it. */
function adoptCaller(channel: Channel, caller: Channel): void {
  channel.callUuid = caller.uuid
  channel.otherLeg = { type: 'originator', profile: originatorCopy(profileOf(caller)) }
  setVariables(channel.variables, {
    originator: caller.uuid,
    signal_bond: caller.uuid,
    originating_leg_uuid: caller.uuid,
  })
}
