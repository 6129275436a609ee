import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { finished } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Redactor } from './redact.ts'

/** Output of a bridge, kept in a file of bounded size without the secrets of the run. */
export interface LogCapture extends AsyncDisposable {
  readonly path: string
  /** A sink for one stream of octets; streams are mixed line by line. */
  openStream(): LogStream
  /** Calls back for each line from now on, secrets hidden. */
  onLine(listener: (line: string) => void): Disposable
  /** The last lines, control characters made visible. */
  tail(): readonly string[]
  /** How many secrets were printed and hidden so far. */
  readonly redactions: number
}

export interface LogStream {
  write(chunk: Buffer): void
  /** Takes a last line without an end. */
  end(): void
}

export interface LogCaptureOptions {
  readonly redactor: Redactor
  /** Octets kept in the file from the start; after them only the last lines are. @default 16 MiB */
  readonly maxBytes?: number
  /** @default 40 */
  readonly tailLines?: number
  /** Characters of a line, after which it is broken. @default 16384 */
  readonly maxLine?: number
}

/** Opens the file, and its folder when it is missing. */
export function captureLog(path: string, options: LogCaptureOptions): LogCapture {
  const { redactor, maxBytes = 16 * 1024 * 1024, tailLines = 40, maxLine = 16_384 } = options
  mkdirSync(dirname(path), { recursive: true })
  const file = createWriteStream(path, { mode: 0o600 })
  // Reported at the end: a full disk must not end the run.
  file.on('error', () => undefined)
  const listeners = new Set<(line: string) => void>()
  const tail: string[] = []
  let kept = 0
  let left = 0
  let redactions = 0

  const redact = (raw: string): string => {
    const { text, count } = redactor.redact(raw)
    redactions += count
    return text
  }
  const take = (text: string): void => {
    tail.push(text)
    if (tail.length > tailLines) tail.shift()
    for (const listener of listeners) listener(text)
    const size = Buffer.byteLength(text) + 1
    // Once a line was left out all others are: the file has no hole.
    if (left > 0 || kept + size > maxBytes) left += size
    else {
      kept += size
      file.write(`${text}\n`)
    }
  }
  let closing: Promise<void> | undefined
  return {
    path,
    openStream: () => openStream({ take, redact, maxLine, longestSecret: redactor.longest }),
    onLine(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    tail: () => tail.map(visible),
    get redactions() {
      return redactions
    },
    [Symbol.asyncDispose]: () =>
      (closing ??= new Promise((resolve, reject) => {
        if (left > 0) file.write(`… ${left} more octets were left out; the last lines are:\n${tail.join('\n')}\n`)
        finished(file, (error) => (error ? reject(error) : resolve()))
        file.end()
      })),
  }
}

interface Sink {
  readonly take: (line: string) => void
  readonly redact: (text: string) => string
  readonly maxLine: number
  readonly longestSecret: number
}

function openStream({ take, redact, maxLine, longestSecret }: Sink): LogStream {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const addText = (text: string): void => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(redact(line.endsWith('\r') ? line.slice(0, -1) : line))
    if (rest.length > maxLine + longestSecret) breakOff()
  }
  /** Leaves the end, which may be the first part of a secret, for later. */
  const breakOff = (): void => {
    const text = redact(rest)
    const cut = text.length - Math.max(0, longestSecret - 1)
    take(text.slice(0, cut))
    rest = text.slice(cut)
  }
  return {
    write: (chunk) => addText(decoder.write(chunk)),
    end() {
      addText(decoder.end())
      if (rest !== '') take(redact(rest))
      rest = ''
    },
  }
}

/** A bridge's text on our terminal must not move its cursor. */
function visible(line: string): string {
  return line.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
