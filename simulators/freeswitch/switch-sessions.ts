import type { FsEvent, FsHeader } from './codec/event.ts'

/** Finds calls; implemented by the channel model. */
export interface Sessions {
  /** A live session by its uuid or external id. */
  locate(id: string): Session | undefined
}

/** What a connection can do with a call that it controls or names. */
export interface Session {
  readonly uuid: string
  readonly channelName: string
  variable(name: string): string | undefined
  /**
   * Queues a `sendmsg`.
   * @returns false when 256 messages wait already
   */
  queueMessage(message: FsEvent): boolean
  /**
   * Queues a `sendevent` that names this session.
   * @returns false when 256 events wait already
   */
  queueEvent(event: FsEvent): boolean
  /** Headers of CHANNEL_DATA behind the base block: caller profile with prefix `Channel-`, channel block, variables. */
  channelData(): readonly FsHeader[]
  /** Marks the channel to go on in its dialplan when the socket ends. */
  resume(): void
  /** Sends the session's queued events to a connection instead; undefined ends that. */
  divert(sink: ((event: FsEvent) => void) | undefined): void
  /** Runs a callback once, when the call has ended. The returned function takes it back. */
  onEnd(callback: () => void): () => void
}

/** A switch without calls. */
export const NO_SESSIONS: Sessions = { locate: () => undefined }
