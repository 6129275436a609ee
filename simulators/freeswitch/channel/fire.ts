import type { FsHeader } from '../codec/event.ts'
import { baseHeaders, type CallSite } from '../events/base-headers.ts'
import { type EventTypeName, eventType } from '../events/event-types.ts'
import { type Channel, channelBlock } from './channel.ts'
import type { Moment } from './moment.ts'
import type { Stage } from './stage.ts'
import { variableHeaders } from './variables.ts'

/** What an event of a channel carries besides base block and channel block. */
export interface ChannelEventOptions {
  /** Headers between base block and channel block. */
  readonly before?: readonly FsHeader[]
  /** Headers behind everything else. */
  readonly after?: readonly FsHeader[]
  /** @default the type's own rule */
  readonly variables?: boolean
  /** When the event was created, if earlier than now. */
  readonly created?: Moment
}

/** Types without variables unless the server is told to be verbose (wire specification 8.2). */
const BARE: ReadonlySet<EventTypeName> = new Set([
  'CHANNEL_STATE',
  'CHANNEL_CALLSTATE',
  'CHANNEL_OUTGOING',
  'CHANNEL_APPLICATION',
  'DTMF',
  'CODEC',
  'TALK',
  'NOTALK',
  'DETECTED_SPEECH',
  'PRESENCE_IN',
  'COMMAND',
  'PRIVATE_COMMAND',
])

/** Fires an event of a channel: base block, channel block and, if its type has them, variables. */
export function fireChannelEvent(
  stage: Stage,
  channel: Channel,
  name: EventTypeName,
  site: CallSite,
  options: ChannelEventOptions = {},
): void {
  const variables = options.variables ?? !BARE.has(name)
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, name, stage.nextSequence(), options.created ?? stage.now(), site),
    ...(options.before ?? []),
    ...channelBlock(channel),
    ...(variables ? variableHeaders(channel.variables) : []),
    ...(options.after ?? []),
  ]
  stage.emit({ type: eventType(name), subclass: undefined, headers, body: undefined }, channel)
}
