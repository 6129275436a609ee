import type { FsHeader } from '../codec/event.ts'
import type { Moment } from '../channel/moment.ts'

/** A command that waits to be carried out by a leg. */
export interface Message {
  readonly headers: readonly FsHeader[]
  readonly body: string | undefined
  /** When the switch itself made it, as `uuid_broadcast` does; undefined when a client sent it. */
  readonly created?: Moment
}

/** First value of a header, its name compared without case. */
export function messageHeader(message: Message, name: string): string | undefined {
  const wanted = name.toLowerCase()
  const value = message.headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1]
  return typeof value === 'string' ? value : value?.[0]
}
