import type { FsHeader } from '../../simulators/freeswitch/codec/event.ts'

/**
 * A trace file: the event stream of one FreeSWITCH node, as gzip-compressed JSON Lines. The first line is the header,
 * then comes one line for each event in the order of arrival, and the last line is the end; a file without it is
 * damaged. `docs/trace.md` describes it for those who read or write such files with other tools.
 */
export const TRACE_FORMAT = 'callstorm.trace'

/** Version of the format that is written; the reader refuses newer ones. */
export const TRACE_VERSION = 1

/** First line. */
export interface TraceHeader {
  readonly format: typeof TRACE_FORMAT
  readonly version: number
  /** Wall clock at which `us` is 0, ISO 8601. */
  readonly startedAt: string
  /** What the first event says about its node. */
  readonly node: { readonly coreUuid: string; readonly hostname: string; readonly switchname: string }
  /** The command by which the events were asked for. */
  readonly subscription: string
  /** Whether numbers, names and addresses are those of the node, or others in their place. */
  readonly identities: 'pseudonyms' | 'originals'
  /** Version of callstorm that wrote it. */
  readonly writtenBy: string
}

/** One event. All text is binary strings: one character per octet. */
export interface TraceEvent {
  /** When it arrived: whole microseconds since the start, never less than those of the event before. */
  readonly us: number
  /** Headers as they were delivered, in that order; a value of several elements is an array. */
  readonly headers: readonly FsHeader[]
  readonly body?: string | undefined
}

/** Last line. */
export interface TraceEnd {
  /** Lines of events. */
  readonly events: number
  /** When the recording ended, microseconds since the start. */
  readonly us: number
  readonly reason: TraceEndReason
  /** Events that arrived and could not be read. */
  readonly unreadable: number
}

export type TraceEndReason = 'stopped' | 'duration' | 'events' | 'bytes' | 'disconnected'
