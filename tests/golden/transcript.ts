import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

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
  return { name, about, steps: lines.flatMap((line) => parseStep(LINE.parse(JSON.parse(line)))) }
}

const DIRECTIONS = [
  ['send', 'send'],
  ['recv', 'recv'],
  ['other_send', 'other-send'],
  ['other_recv', 'other-recv'],
] as const

function parseStep(line: z.infer<typeof LINE>): TranscriptStep[] {
  const steps: TranscriptStep[] = []
  for (const [key, kind] of DIRECTIONS) {
    const octets = octetsOf(line, key)
    if (octets !== undefined) steps.push({ kind, octets })
  }
  if (line['closed'] === true) steps.push({ kind: 'closed' })
  if (steps.length === 0) steps.push({ kind: 'note', note: String(line['note']) })
  return steps
}

/** Literal text, base64 of what is no UTF-8, or a run of one character. */
function octetsOf(line: z.infer<typeof LINE>, key: string): string | undefined {
  const value = line[key]
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('latin1')
  const base64 = line[`${key}_b64`]
  if (typeof base64 === 'string') return Buffer.from(base64, 'base64').toString('latin1')
  const run = /^'(.)' repeated/.exec(String(line[`${key}_desc`]))?.[1]
  return run?.repeat(Number(line[`${key}_len`]))
}
