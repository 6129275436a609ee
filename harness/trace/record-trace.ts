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

/**
 * Takes the event stream of a FreeSWITCH into a trace file until a limit is reached, the signal is aborted or the
 * connection ends. Memory is bounded: what the file cannot take yet is not read from the connection.
 * @throws Error before the first event when the server cannot be used; those of the file system
 */
export async function recordTrace(options: RecordTraceOptions): Promise<TraceEnd> {
  const { host, port, password, limits } = options
  using ending = createEnding(options.signal)
  await using take = createTake(options)
  const { signal } = ending
  const onSubscribed = (): void => {
    take.begin()
    if (limits.seconds !== undefined) ending.after(limits.seconds)
  }
  try {
    for await (const text of eslEvents({ host, port, password, subscription: take.subscription, signal, onSubscribed })) {
      await take.write(text)
      if (limits.events !== undefined && take.events >= limits.events) ending.end('events')
      else if (limits.bytes !== undefined && take.bytes >= limits.bytes) ending.end('bytes')
      if (signal.aborted) break
    }
  } catch (error) {
    // What came until then is worth keeping.
    if (take.events === 0 || !isOfConnection(error)) throw error
  }
  ending.end('disconnected')
  return await take.finish(ending.reason)
}

/** What ends a recording: the first reason counts. */
interface Ending extends Disposable {
  readonly signal: AbortSignal
  readonly reason: TraceEndReason
  end(reason: TraceEndReason): void
  after(seconds: number): void
}

function createEnding(stopped: AbortSignal): Ending {
  const controller = new AbortController()
  let reason: TraceEndReason = 'stopped'
  let timer: NodeJS.Timeout | undefined
  const end = (why: TraceEndReason): void => {
    if (controller.signal.aborted) return
    reason = why
    controller.abort()
  }
  const stop = (): void => end('stopped')
  if (stopped.aborted) stop()
  stopped.addEventListener('abort', stop)
  return {
    signal: controller.signal,
    get reason() {
      return reason
    },
    end,
    after(seconds) {
      timer = setTimeout(() => end('duration'), seconds * 1000)
    },
    [Symbol.dispose]() {
      clearTimeout(timer)
      stopped.removeEventListener('abort', stop)
    },
  }
}

/** The file under way: it is created with the first event, whose node its header names. */
interface Take extends AsyncDisposable {
  readonly subscription: string
  readonly events: number
  readonly bytes: number
  /** Time counts from now. */
  begin(): void
  /** @param text of an event as it came */
  write(text: string): Promise<void>
  finish(reason: TraceEndReason): Promise<TraceEnd>
}

const PROGRESS_US = 1e6

function createTake({ events: names, onProgress, path, pseudonymise, version }: RecordTraceOptions): Take {
  const subscription = `event json ${names}`
  let startedAt = new Date()
  let startMs = performance.now()
  let writer: TraceWriter | undefined
  let [events, unreadable, toldUs] = [0, 0, 0]
  const nowUs = (): number => Math.round((performance.now() - startMs) * 1000)
  const open = async (first: TraceEvent | undefined): Promise<TraceWriter> =>
    (writer ??= await openTraceWriter(path, {
      format: TRACE_FORMAT,
      version: TRACE_VERSION,
      startedAt: startedAt.toISOString(),
      node: nodeOf(first),
      subscription,
      identities: pseudonymise ? 'pseudonyms' : 'originals',
      writtenBy: `callstorm ${version}`,
    }))
  const tell = (us: number): void => {
    if (us - toldUs < PROGRESS_US) return
    toldUs = us
    onProgress?.({ events, bytes: writer?.bytes ?? 0 })
  }

  return {
    subscription,
    get events() {
      return events
    },
    get bytes() {
      return writer?.bytes ?? 0
    },
    begin() {
      startedAt = new Date()
      startMs = performance.now()
      onProgress?.({ events, bytes: 0 })
    },
    async write(text) {
      const event = readEvent(text, nowUs())
      if (event === undefined) {
        unreadable += 1
        return
      }
      const changed = pseudonymise?.(event) ?? event
      await (await open(changed)).write(changed)
      events += 1
      tell(event.us)
    },
    async finish(reason) {
      const end = { events, us: nowUs(), reason, unreadable }
      await (await open(undefined)).end(end)
      return end
    },
    [Symbol.asyncDispose]: async () => await writer?.[Symbol.asyncDispose](),
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
