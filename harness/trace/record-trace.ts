import { parseEvent } from '../../simulators/freeswitch/codec/parse-event.ts'
import { deliveredHeaders, findHeader } from '../../simulators/freeswitch/codec/event-headers.ts'
import { eslEvents } from './esl-events.ts'
import { TRACE_FORMAT, TRACE_VERSION, type TraceEnd, type TraceEndReason, type TraceEvent } from './trace-format.ts'
import { openTraceWriter, type TraceWriter } from './trace-writer.ts'

export interface RecordTraceOptions {
  readonly host: string
  readonly port: number
  readonly password: string
  /** File to create. */
  readonly path: string
  /** Names of events as the command `event` takes them, separated by blanks. */
  readonly events: string
  /** What ends the recording, whichever comes first. */
  readonly limits: { readonly seconds?: number | undefined; readonly events?: number | undefined; readonly bytes?: number | undefined }
  /** Replaces identities; undefined keeps them. */
  readonly pseudonymise: ((event: TraceEvent) => TraceEvent) | undefined
  readonly version: string
  /** Ends the recording; the file is whole then as well. */
  readonly signal: AbortSignal
  /** Called when the events begin, and about once a second from then on. */
  readonly onProgress?: (progress: { readonly events: number; readonly bytes: number }) => void
}

const PROGRESS_US = 1e6

/**
 * Takes the event stream of a FreeSWITCH into a trace file until a limit is reached, the signal is aborted or the
 * connection ends. Memory is bounded: what the file cannot take yet is not read from the connection.
 * @throws Error before the first event when the server cannot be used; those of the file system
 */
export async function recordTrace(options: RecordTraceOptions): Promise<TraceEnd> {
  const { limits, path, pseudonymise = (event: TraceEvent) => event, version, onProgress } = options
  const subscription = `event json ${options.events}`
  const stop = new AbortController()
  let reason: TraceEndReason = 'stopped'
  const end = (why: TraceEndReason): void => {
    if (stop.signal.aborted) return
    reason = why
    stop.abort()
  }
  const onAbort = (): void => end('stopped')
  options.signal.addEventListener('abort', onAbort)
  if (options.signal.aborted) onAbort()

  let startedAt = new Date().toISOString()
  let startUs = performance.now() * 1000
  let timer: NodeJS.Timeout | undefined
  let writer: TraceWriter | undefined
  const counts = { events: 0, unreadable: 0, us: 0, toldUs: 0 }
  const open = (first: TraceEvent | undefined): Promise<TraceWriter> =>
    openTraceWriter(path, {
      format: TRACE_FORMAT,
      version: TRACE_VERSION,
      startedAt,
      node: nodeOf(first),
      subscription,
      identities: options.pseudonymise ? 'pseudonyms' : 'originals',
      writtenBy: `callstorm ${version}`,
    })
  const onSubscribed = (): void => {
    startedAt = new Date().toISOString()
    startUs = performance.now() * 1000
    if (limits.seconds !== undefined) timer = setTimeout(() => end('duration'), limits.seconds * 1000)
    onProgress?.({ events: 0, bytes: 0 })
  }

  try {
    const { host, port, password } = options
    const stream = eslEvents({ host, port, password, subscription, signal: stop.signal, onSubscribed })
    try {
      for await (const text of stream) {
        counts.us = Math.max(counts.us, Math.round(performance.now() * 1000 - startUs))
        const event = readEvent(text, counts.us)
        if (event === undefined) {
          counts.unreadable += 1
          continue
        }
        const changed = pseudonymise(event)
        writer ??= await open(changed)
        await writer.write(changed)
        counts.events += 1
        if (counts.us - counts.toldUs >= PROGRESS_US) {
          counts.toldUs = counts.us
          onProgress?.({ events: counts.events, bytes: writer.bytes })
        }
        if (limits.events !== undefined && counts.events >= limits.events) end('events')
        else if (limits.bytes !== undefined && writer.bytes >= limits.bytes) end('bytes')
        if (stop.signal.aborted) break
      }
      end('disconnected')
    } catch (error) {
      // What came until then is worth keeping.
      if (counts.events === 0 || !isOfConnection(error)) throw error
      end('disconnected')
    }
    writer ??= await open(undefined)
    const us = Math.max(counts.us, Math.round(performance.now() * 1000 - startUs))
    const last: TraceEnd = { events: counts.events, us, reason, unreadable: counts.unreadable }
    await writer.end(last)
    return last
  } finally {
    clearTimeout(timer)
    options.signal.removeEventListener('abort', onAbort)
    await writer?.[Symbol.asyncDispose]()
  }
}

const isOfConnection = (error: unknown): boolean => error instanceof Error && error.message.startsWith('Cannot go on with the Event Socket')

/** Undefined for what no parser of ours takes: names of events that this version does not know, for one. */
function readEvent(text: string, us: number): TraceEvent | undefined {
  try {
    const event = parseEvent(text, 'json')
    const { body } = event
    return { us, headers: deliveredHeaders(event), ...(body !== undefined && { body }) }
  } catch {
    return undefined
  }
}

function nodeOf(event: TraceEvent | undefined) {
  const of = (name: string): string =>
    event === undefined ? '' : (findHeader({ type: 0, subclass: undefined, headers: event.headers, body: undefined }, name) ?? '')
  return { coreUuid: of('Core-UUID'), hostname: of('FreeSWITCH-Hostname'), switchname: of('FreeSWITCH-Switchname') }
}
