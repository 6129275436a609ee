import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** What a FreeSWITCH sent while something happened to its calls. Made by `tools/pack-recordings.ts`. */
export interface Recording {
  /** `sip-bridge-hangup-a`. */
  readonly name: string
  /** Complete plain event frames, octet by octet, in the order in which they came. */
  readonly frames: readonly Buffer[]
}

const FOLDER = new URL('recordings/', import.meta.url)

let read: readonly Recording[] | undefined

/**
 * Every recorded flow, by name. They are pinned: what races in a FreeSWITCH differs from one recording to the next.
 * @throws Error when the octets are not those of the checksums
 */
export function recordings(): readonly Recording[] {
  read ??= readPacked(gunzipSync(readFileSync(new URL('flows.jsonl.gz', FOLDER))).toString('utf8'), readChecksums())
  return read
}

/** One recorded flow. @throws RangeError when there is none of this name */
export function recording(name: string): Recording {
  const found = recordings().find((candidate) => candidate.name === name)
  if (!found) throw new RangeError(`Cannot replay a recording as there must be one of this name: current value is "${name}"`)
  return found
}

/** SHA-256 of all octets of a recording, hexadecimal. */
export function digestOf(frames: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const frame of frames) hash.update(frame)
  return hash.digest('hex')
}

const readChecksums = (): Readonly<Record<string, string>> => JSON.parse(readFileSync(new URL('checksums.json', FOLDER), 'utf8')) as Record<string, string>

/** One line of JSON for each flow: its name and its frames as text. */
export function readPacked(text: string, checksums: Readonly<Record<string, string>>): readonly Recording[] {
  return text.trimEnd().split('\n').map((line) => {
    const flow = JSON.parse(line) as { readonly name: string; readonly frames: readonly string[] }
    const frames = flow.frames.map((frame) => Buffer.from(frame, 'utf8'))
    const digest = digestOf(frames)
    if (digest !== checksums[flow.name]) {
      throw new Error(`Cannot replay recording "${flow.name}" as its checksum must be ${checksums[flow.name] ?? 'listed'}: current value is ${digest}`)
    }
    return { name: flow.name, frames }
  })
}
