import type { EventFormat, OutgoingEvent } from './events/outgoing.ts'

/** Where a connection's octets go: a socket, or a recorder in tests. */
export interface OutputSink {
  /** Octets that the sink still needs the buffers of: 0 means that everything so far has been copied. */
  readonly pendingOctets: number
  /** Takes octets; `onWritten` runs once when they are gone. */
  write(bytes: Uint8Array, onWritten: () => void): void
}

/** The one place where octets of a connection are written. */
export interface ListenerOutput {
  /** Whether the octets that wait are below the bound, if need be after a flush. */
  hasRoom(): boolean
  /** Octets written so far, flushed or not. */
  readonly octets: number
  /** Binary string. */
  write(text: string): void
  writeEvent(event: OutgoingEvent, format: EventFormat): void
  /** Writes the front half of an event's frame: what a killed connection has of it. */
  writeCutEvent(event: OutgoingEvent, format: EventFormat): void
  /** Hands what has been written to the sink now; without it that happens at the end of the turn. */
  flush(): void
}

/** Octets of one buffer; a larger frame gets a buffer of its own. */
const CHUNK_OCTETS = 256 * 1024
/** A connection that only exchanges commands stays with this. */
const FIRST_CHUNK_OCTETS = 16 * 1024
/** Free buffers kept for reuse. */
const MAX_FREE_CHUNKS = 8

/**
 * Renders into large buffers and hands them on when they are full or at a flush. A buffer that the sink still needs
 * is left alone until the sink has let go of it.
 * @param bound octets that may wait in the sink before `hasRoom()` is false
 * @param onRoom called when the sink has let go of octets
 */
export function createOutput(sink: OutputSink, bound: number, onRoom: () => void): ListenerOutput {
  const free: Chunk[] = []
  let chunk = createChunk(FIRST_CHUNK_OCTETS)
  let start = 0
  let end = 0
  let waiting = 0
  let octets = 0
  let isFlushPlanned = false

  const release = (held: Chunk): void => {
    held.writes--
    waiting = sink.pendingOctets
    if (held.writes === 0 && held !== chunk && held.bytes.length === CHUNK_OCTETS) recycle(free, held)
    onRoom()
  }

  const planFlush = (): void => {
    if (isFlushPlanned) return
    isFlushPlanned = true
    setImmediate(() => {
      isFlushPlanned = false
      flush()
    })
  }

  const flush = (): void => {
    if (end === start) return
    const held = chunk
    const view = held.bytes.subarray(start, end)
    octets += end - start
    start = end
    held.writes++
    sink.write(view, () => release(held))
    waiting = sink.pendingOctets
    if (waiting === 0) start = end = 0
  }

  const reserve = (size: number): void => {
    if (end + size <= chunk.bytes.length) return
    flush()
    if (end + size <= chunk.bytes.length) return
    const used = chunk
    chunk = size > CHUNK_OCTETS ? createChunk(size) : (free.pop() ?? createChunk(CHUNK_OCTETS))
    if (used.writes === 0 && used.bytes.length === CHUNK_OCTETS) recycle(free, used)
    start = end = 0
  }

  return {
    hasRoom() {
      if (waiting + end - start >= bound) flush()
      return waiting + end - start < bound
    },
    get octets() {
      return octets + end - start
    },
    write(text) {
      reserve(text.length)
      end += chunk.bytes.write(text, end, 'latin1')
      planFlush()
    },
    writeEvent(event, format) {
      reserve(event.frameLimit(format))
      end = event.writeFrame(format, chunk.bytes, end)
      planFlush()
    },
    writeCutEvent(event, format) {
      reserve(event.frameLimit(format))
      end += Math.ceil((event.writeFrame(format, chunk.bytes, end) - end) / 2)
      planFlush()
    },
    flush,
  }
}

interface Chunk {
  readonly bytes: Buffer
  /** Writes out of this buffer that the sink has not confirmed. */
  writes: number
}

function createChunk(size: number): Chunk {
  return { bytes: Buffer.allocUnsafeSlow(size), writes: 0 }
}

function recycle(free: Chunk[], chunk: Chunk): void {
  if (free.length < MAX_FREE_CHUNKS) free.push(chunk)
}
