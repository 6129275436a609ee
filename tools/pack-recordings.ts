/**
 * Packs the recorded flows that conformance checks replay: `node --import tsx tools/pack-recordings.ts`. The checks never
 * read `tests/`, so that they run wherever callstorm is installed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { digestOf } from '../scenarios/conformance/gold/recordings.ts'

const FLOWS = fileURLToPath(new URL('../tests/golden/flows', import.meta.url))
const PACKED = fileURLToPath(new URL('../scenarios/conformance/gold/recordings', import.meta.url))

const names = readdirSync(FLOWS).filter((file) => file.endsWith('.jsonl')).map((file) => file.slice(0, -'.jsonl'.length)).sort()
const flows = names.map((name) => ({ name, frames: framesOf(readFileSync(`${FLOWS}/${name}.jsonl`, 'utf8')) }))
const digests = Object.fromEntries(flows.map(({ name, frames }) => [name, digestOf(frames.map((frame) => Buffer.from(frame, 'utf8')))]))

writeFileSync(`${PACKED}/flows.jsonl.gz`, gzipSync(flows.map((flow) => `${JSON.stringify(flow)}\n`).join(''), { level: 9 }))
writeFileSync(`${PACKED}/checksums.json`, `${JSON.stringify(digests, undefined, 2)}\n`)

function framesOf(text: string): string[] {
  return text.trimEnd().split('\n').map((line) => (JSON.parse(line) as { readonly raw: string }).raw)
}
