import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { LEFT_OUT } from './left-out.ts'

/** A recorded conversation with a real server. Octets are binary strings. */
export interface Transcript {
  readonly name: string
  readonly about: string
  readonly steps: readonly TranscriptStep[]
}

export type TranscriptStep =
  | { readonly kind: 'send' | 'recv' | 'other-send' | 'other-recv'; readonly octets: string }
  /** The server has closed the connection. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'note'; readonly note: string }


const HEADER = z.object({ name: z.string(), about: z.string() })
const LINE = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** All recordings of a folder: of clients that connected, or of clients that the server connected to. */
export function loadTranscripts(folder: 'transcripts' | 'outbound' = 'transcripts'): readonly Transcript[] {
  const url = new URL(`${folder}/`, import.meta.url)
  const files = readdirSync(url).filter((file) => file.endsWith('.jsonl'))
  return files.map((file) => parseTranscript(readFileSync(new URL(file, url), 'utf8')))
}

export function parseTranscript(text: string): Transcript {
  const [first = '', ...lines] = text.trimEnd().split('\n')
  const { name, about } = HEADER.parse(JSON.parse(first))
  return { name, about, steps: lines.flatMap((line) => parseStep(LINE.parse(JSON.parse(line)), name)) }
}

const DIRECTIONS = [
  ['send', 'send'],
  ['recv', 'recv'],
  ['other_send', 'other-send'],
  ['other_recv', 'other-recv'],
] as const

function parseStep(line: z.infer<typeof LINE>, name: string): TranscriptStep[] {
  const steps: TranscriptStep[] = []
  for (const [key, kind] of DIRECTIONS) {
    const octets = octetsOf(line, key, name)
    if (octets !== undefined) steps.push({ kind, octets })
  }
  if (line['closed'] === true) steps.push({ kind: 'closed' })
  if (steps.length === 0) steps.push({ kind: 'note', note: String(line['note']) })
  return steps
}

/** Literal text, base64 of what is no UTF-8, a run of one character, or the ends of what is too long. */
function octetsOf(line: z.infer<typeof LINE>, key: string, name: string): string | undefined {
  const value = line[key]
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('latin1')
  const base64 = line[`${key}_b64`]
  if (typeof base64 === 'string') return Buffer.from(base64, 'base64').toString('latin1')
  const run = /^'(.)' repeated/.exec(String(line[`${key}_desc`]))?.[1]
  if (run !== undefined) return run.repeat(Number(line[`${key}_len`]))
  return abridged(line, key, name)
}

/**
 * Octets of which a recording has the length, the head and the tail; what lies between repeats the first character of
 * the tail, in an answer behind what `LEFT_OUT` has. The checksum shows that this is so. Where there is no head, the
 * tail is all that is known.
 * @throws {Error} the octets have not the recorded checksum
 */
function abridged(line: z.infer<typeof LINE>, key: string, name: string): string | undefined {
  const tail = line[`${key}_tail`]
  if (typeof tail !== 'string') return undefined
  const head = line[`${key}_head`]
  if (typeof head !== 'string') return tail
  const start = head + (key.endsWith('recv') ? (LEFT_OUT[name] ?? '') : '')
  const octets = start.padEnd(Number(line[`${key}_len`]) - tail.length, tail[0]) + tail
  const sum = createHash('sha256').update(octets, 'latin1').digest('hex')
  if (sum === line[`${key}_sha256`]) return octets
  throw new Error(`Cannot read "${key}" of a recording as its checksum must be the recorded one: current value is "${sum}"`)
}
