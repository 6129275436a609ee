import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordedEvent } from '../../../harness/index.ts'
import { digestOf, readPacked, recording, recordings } from './recordings.ts'

const FLOWS = new URL('../../../tests/golden/flows/', import.meta.url)

describe('recordings()', () => {
  it('has every recorded flow, octet by octet', () => {
    const flows = readdirSync(FLOWS).map((file) => file.replace('.jsonl', '')).sort().map((name) => {
      const lines = readFileSync(new URL(`${name}.jsonl`, FLOWS), 'utf8').trimEnd().split('\n')
      return [name, digestOf(lines.map((line) => Buffer.from((JSON.parse(line) as { raw: string }).raw, 'utf8')))]
    })
    expect(recordings().map(({ name, frames }) => [name, digestOf(frames)])).toEqual(flows)
    expect(flows.length).toBeGreaterThan(30)
  })

  it('has only frames that a switch of the harness writes again', () => {
    expect(() => recordings().flatMap(({ frames }) => frames.map(recordedEvent))).not.toThrow()
  })
})

describe('recording()', () => {
  it('refuses a name that there is not', () => {
    expect(() => recording('nothing')).toThrow('Cannot replay a recording as there must be one of this name: current value is "nothing"')
  })
})

describe('readPacked()', () => {
  it('refuses octets that are not those of the checksum', () => {
    const packed = JSON.stringify({ name: 'a', frames: ['one', 'two'] })
    const checksum = digestOf([Buffer.from('onetwo')])
    expect(readPacked(packed, { a: checksum })).toHaveLength(1)
    expect(() => readPacked(packed.replace('two', 'twO'), { a: checksum })).toThrow('Cannot replay recording "a" as its checksum must be')
    expect(() => readPacked(packed, {})).toThrow('as its checksum must be listed')
  })
})
