import type { FsHeader } from '../codec/event.ts'
import { type CallerProfile, profileHeaders } from './caller-profile.ts'
import { type CallState, type ChannelState, isEnding, stateNumber } from './channel-state.ts'
import type { HangupCause } from './hangup-cause.ts'
import type { Variables } from './variables.ts'

/** One leg of a call on the switch. Operations of this folder change it and fire its events. */
export interface Channel {
  /** Unique-ID; `originate` may ask for another one while the endpoint sets the channel up. */
  uuid: string
  /** An endpoint may rename its channel while it sets it up. */
  name: string
  readonly direction: 'inbound' | 'outbound'
  /** Place in its call: 0 is the A leg. */
  readonly leg: number
  /** Unique-ID of the leg that the call belongs to. */
  callUuid: string
  hitDialplan: boolean
  /** Whose presence the leg shows; undefined for a leg of nobody the switch knows. */
  presence: Presence | undefined
  /** The state whose handlers run. */
  runningState: ChannelState
  /** The state that it has been told to enter; ahead of `runningState` for a while. */
  state: ChannelState
  callState: CallState
  media: 'ringing' | 'early' | 'answered'
  hangupCause: HangupCause | undefined
  readCodec: Codec | undefined
  writeCodec: Codec | undefined
  profile: CallerProfile | undefined
  otherLeg: OtherLeg | undefined
  /** Holds that are over, as `{from,to}` in microseconds. */
  readonly holdEvents: string[]
  /** Keys that the leg has heard so far. */
  digitsDialed: string
  /** The application of the dialplan that ran last. */
  lastApplication: Application | undefined
  readonly variables: Variables
}

/** A user whose state others watch. */
export interface Presence {
  /** `user@domain` */
  readonly id: string
  /** How many events have told of it. */
  count: number
}

/** How sound is coded in one direction. */
export interface Codec {
  readonly name: string
  /** Hertz. */
  readonly rate: string
  /** Bits a second. */
  readonly bitRate: string
}

export interface OtherLeg {
  readonly type: 'originator' | 'originatee'
  readonly profile: CallerProfile
}

/** An application with its argument; the argument may be empty. */
export interface Application {
  readonly name: string
  readonly data: string
}

export type ChannelOrigin = Pick<Channel, 'uuid' | 'name' | 'direction' | 'leg'>

export function createChannel(origin: ChannelOrigin): Channel {
  return {
    ...origin,
    callUuid: origin.uuid,
    hitDialplan: origin.direction === 'inbound',
    presence: undefined,
    runningState: 'NONE',
    state: 'NEW',
    callState: 'DOWN',
    media: 'ringing',
    hangupCause: undefined,
    readCodec: undefined,
    writeCodec: undefined,
    profile: undefined,
    otherLeg: undefined,
    holdEvents: [],
    digitsDialed: '',
    lastApplication: undefined,
    variables: new Map(),
  }
}

/** The profile of a channel that has one: every channel from its second event on. */
export function profileOf(channel: Channel): CallerProfile {
  if (channel.profile === undefined) {
    throw new TypeError(`Cannot use the caller profile of a channel as it has none: current value is "${channel.uuid}"`)
  }
  return channel.profile
}

/** The channel block of an event (wire specification 8.2). */
export function channelBlock(channel: Channel): FsHeader[] {
  const headers: FsHeader[] = [
    ['Channel-State', `CS_${channel.runningState}`],
    ['Channel-Call-State', channel.callState],
    ['Channel-State-Number', String(stateNumber(channel.state))],
    ['Channel-Name', channel.name],
    ['Unique-ID', channel.uuid],
    ['Call-Direction', channel.direction],
    ['Presence-Call-Direction', channel.direction],
    ['Channel-HIT-Dialplan', String(channel.hitDialplan)],
    ...presenceHeader(channel),
    ['Channel-Call-UUID', channel.callUuid],
    ['Answer-State', isEnding(channel.state) ? 'hangup' : channel.media],
  ]
  if (channel.hangupCause !== undefined) headers.push(['Hangup-Cause', channel.hangupCause])
  if (channel.readCodec !== undefined) headers.push(...codecHeaders('Read', channel.readCodec))
  if (channel.writeCodec !== undefined) headers.push(...codecHeaders('Write', channel.writeCodec))
  if (channel.profile !== undefined) headers.push(...profileHeaders('Caller', channel.profile))
  if (channel.otherLeg !== undefined) {
    headers.push(['Other-Type', channel.otherLeg.type], ...profileHeaders('Other-Leg', channel.otherLeg.profile))
  }
  return headers
}

const presenceHeader = ({ presence }: Channel): FsHeader[] =>
  presence === undefined ? [] : [['Channel-Presence-ID', presence.id]]

function codecHeaders(way: 'Read' | 'Write', codec: Codec): FsHeader[] {
  return [
    [`Channel-${way}-Codec-Name`, codec.name],
    [`Channel-${way}-Codec-Rate`, codec.rate],
    [`Channel-${way}-Codec-Bit-Rate`, codec.bitRate],
  ]
}
