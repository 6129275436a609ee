import { channelBlock, profileOf } from '../channel/channel.ts'
import { profileHeaders } from '../channel/caller-profile.ts'
import { variableHeaders } from '../channel/variables.ts'
import type { FsEvent } from '../codec/event.ts'
import type { Session } from '../switch-sessions.ts'
import { type Leg, QUEUE_LIMIT } from './leg.ts'
import { variableOf } from './expand-variables.ts'

/** A leg as connections and commands see it. */
export function createSession(leg: Leg): Session {
  const { channel } = leg
  return {
    uuid: channel.uuid,
    channelName: channel.name,
    variable: (name) => variableOf(leg, name),
    queueMessage(message) {
      if (leg.messages.length >= QUEUE_LIMIT) return false
      leg.messages.push({ headers: message.headers, body: message.body })
      leg.waker.wake()
      return true
    },
    queueEvent(event) {
      if (leg.events.length >= QUEUE_LIMIT) return false
      if (leg.divert === undefined) {
        leg.events.push(event)
        leg.waker.wake()
      } else leg.divert(asQueued(event))
      return true
    },
    channelData: () => [
      ...profileHeaders('Channel', profileOf(channel)),
      ...channelBlock(channel),
      ...variableHeaders(channel.variables),
    ],
    resume() {
      leg.resumes = true
      channel.variables.set('socket_resume', 'true')
    },
    divert(sink) {
      leg.divert = sink
      if (sink !== undefined) for (const event of leg.events.splice(0)) sink(asQueued(event))
    },
    onEnd(callback) {
      leg.holders.add(callback)
      return () => {
        leg.holders.delete(callback)
        leg.waker.wake()
      }
    },
  }
}

/** An event that reaches a connection straight from the queue: its subclass is a header like any other, the last. */
function asQueued(event: FsEvent): FsEvent {
  const { subclass } = event
  if (subclass === undefined) return event
  const others = event.headers.filter(([name]) => name.toLowerCase() !== 'event-subclass')
  return { ...event, subclass: undefined, headers: [...others, ['Event-Subclass', subclass]] }
}
