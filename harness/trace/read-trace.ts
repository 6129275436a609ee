import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import type { FsHeader } from '../../simulators/freeswitch/codec/event.ts'
import { TRACE_FORMAT, TRACE_VERSION, type TraceEnd, type TraceEvent, type TraceHeader } from './trace-format.ts'

/** One line of a trace, in their order: a header, events, an end. */
export type TraceLine =
  | { readonly kind: 'header'; readonly header: TraceHeader }
  | { readonly kind: 'event'; readonly event: TraceEvent }
  | { readonly kind: 'end'; readonly end: TraceEnd }

const HEADER = z.strictObject({
  format: z.literal(TRACE_FORMAT),
  version: z.literal(TRACE_VERSION),
  startedAt: z.string(),
  node: z.strictObject({ coreUuid: z.string(), hostname: z.string(), switchname: z.string() }),
  subscription: z.string(),
  identities: z.enum(['pseudonyms', 'originals']),
  writtenBy: z.string(),
})

const END = z.strictObject({
  events: z.int().nonnegative(),
  us: z.int().nonnegative(),
  reason: z.enum(['stopped', 'duration', 'events', 'bytes', 'disconnected']),
  unreadable: z.int().nonnegative(),
})

/** No event of a switch is longer; what is would fill the memory. */
const MOST_LINE = 64 * 2 ** 20

type Refuse = (rule: string, cause?: unknown) => SyntaxError

/**
 * Reads a trace file line by line; compressed or not. Only one line is in memory at a time.
 * @throws SyntaxError that names the line, for a file that is damaged, cut off, too new or no trace; the errors of the
 *   file system
 */
export async function* readTrace(path: string): AsyncGenerator<TraceLine, void, undefined> {
  let number = 0
  let usBefore = 0
  let events = 0
  let ended = false
  const refuse: Refuse = (rule, cause) => {
    const told = `Cannot read trace ${JSON.stringify(path)} as ${rule}: line ${number}`
    return new SyntaxError(told, cause === undefined ? undefined : { cause })
  }
  const refuseNext: Refuse = (rule) => {
    number += 1
    return refuse(rule)
  }
  try {
    for await (const text of linesOf(path, refuseNext)) {
      number += 1
      if (ended) throw refuse('nothing may follow its end')
      const value = parseLine(text, refuse)
      if (number === 1) {
        yield { kind: 'header', header: checkHeader(value, refuse) }
      } else if (isRecord(value) && 'end' in value) {
        const end = END.safeParse(value['end'])
        if (!end.success) throw refuse('its end must be one', end.error)
        if (end.data.events !== events) throw refuse(`its end tells of ${end.data.events} events and it holds ${events}`)
        ended = true
        yield { kind: 'end', end: end.data }
      } else {
        const event = checkEvent(value, usBefore, refuse)
        usBefore = event.us
        events += 1
        yield { kind: 'event', event }
      }
    }
  } catch (error) {
    if (error instanceof SyntaxError || isFileError(error)) throw error
    number += 1
    throw refuse('it must be whole gzip data', error)
  }
  number += 1
  if (!ended) throw refuse(number === 1 ? 'it must hold a header' : 'it must have an end, and is cut off')
}

/** The complete lines of a file. */
async function* linesOf(path: string, refuse: Refuse): AsyncGenerator<string, void, undefined> {
  const hasGzip = await isCompressed(path)
  const file = createReadStream(path)
  const input = hasGzip ? file.pipe(createGunzip()) : file
  // An error of the file does not pass a pipe by itself.
  file.on('error', (error) => input.destroy(error))
  let pieces: Buffer[] = []
  let waiting = 0
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      let from = 0
      for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
        yield Buffer.concat([...pieces, chunk.subarray(from, to)]).toString('utf8')
        pieces = []
        waiting = 0
        from = to + 1
      }
      pieces.push(chunk.subarray(from))
      waiting += chunk.length - from
      if (waiting > MOST_LINE) throw refuse(`a line must not exceed ${MOST_LINE} octets`)
    }
  } finally {
    file.destroy()
    input.destroy()
  }
  if (waiting > 0) throw refuse('its last line must be complete')
}

const LINE_FEED = 0x0a
const GZIP_MAGIC = 0x1f

async function isCompressed(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, 0)
    return bytesRead === 1 && buffer[0] === GZIP_MAGIC
  } finally {
    await file.close()
  }
}

function parseLine(text: string, refuse: Refuse): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw refuse('each line must be JSON', cause)
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function checkHeader(value: unknown, refuse: Refuse): TraceHeader {
  if (!isRecord(value) || value['format'] !== TRACE_FORMAT) throw refuse(`it must begin with a header of "${TRACE_FORMAT}"`)
  const { version } = value
  if (typeof version === 'number' && version > TRACE_VERSION) {
    throw refuse(`its version must be at most ${TRACE_VERSION}, as a newer callstorm wrote it: current value is ${version}`)
  }
  const header = HEADER.safeParse(value)
  if (header.success) return header.data
  const [issue] = header.error.issues
  throw refuse(`its header must be one: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, header.error)
}

/** By hand, as it runs for every event. */
function checkEvent(value: unknown, usBefore: number, refuse: Refuse): TraceEvent {
  if (!isRecord(value)) throw refuse('an event must be an object')
  const { us, headers, body } = value
  if (!Number.isSafeInteger(us) || (us as number) < usBefore) {
    throw refuse(`"us" must be a whole number and not below ${usBefore}`)
  }
  if (!Array.isArray(headers) || headers.length === 0 || !headers.every(isHeader)) {
    throw refuse('"headers" must be pairs of a name and a value')
  }
  if (body !== undefined && typeof body !== 'string') throw refuse('"body" must be a text')
  return { us: us as number, headers, ...(body !== undefined && { body }) }
}

function isHeader(header: unknown): header is FsHeader {
  if (!Array.isArray(header) || header.length !== 2 || typeof header[0] !== 'string') return false
  const value: unknown = header[1]
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'))
}

const isFileError = (error: unknown): boolean => error instanceof Error && 'syscall' in error
