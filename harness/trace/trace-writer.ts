import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { TraceEnd, TraceEvent, TraceHeader } from './trace-format.ts'

/** A trace file under way. */
export interface TraceWriter extends AsyncDisposable {
  /** Octets that are in the file so far; a little more wait to be compressed. */
  readonly bytes: number
  /** @returns a promise to wait for before the next event where the file is slower than the events */
  write(event: TraceEvent): Promise<void> | undefined
  /** Writes the last line. Without it, disposing leaves a file that readers refuse. */
  end(end: TraceEnd): Promise<void>
}

/**
 * Creates a trace file with its header. Only a bounded part of it is ever in memory.
 * @throws Error with the code EEXIST when there is such a file, and those of the file system
 */
export async function openTraceWriter(path: string, header: TraceHeader): Promise<TraceWriter> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  await once(file, 'open')
  const gzip = createGzip()
  let failure: Error | undefined
  const fail = (error: Error): void => {
    failure ??= error
  }
  file.on('error', fail)
  gzip.on('error', fail)
  gzip.pipe(file)

  const line = (value: unknown): Promise<void> | undefined => {
    if (failure) throw failure
    return gzip.write(`${JSON.stringify(value)}\n`) ? undefined : once(gzip, 'drain').then(() => {})
  }
  await line(header)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    gzip.end()
    return (closing ??= finished(file))
  }
  return {
    get bytes() {
      return file.bytesWritten
    },
    write: ({ us, headers, body }) => line(body === undefined ? { us, headers } : { us, headers, body }),
    async end(end) {
      await line({ end })
      await close()
    },
    [Symbol.asyncDispose]: () => close().catch(() => {}),
  }
}
