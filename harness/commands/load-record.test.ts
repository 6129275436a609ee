import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordFixture, seriesOf } from '../merge/record-fixture.ts'
import { loadRecords } from './load-record.ts'
import { UsageError } from './usage-error.ts'

describe('loadRecords()', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'callstorm-load-record-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const whole = recordFixture({ series: [seriesOf('websocket.latency', [{ atUs: 1e6, valueUs: 900 }])] })

  function refusalOf(content: string): string {
    const file = join(folder, 'run.json')
    writeFileSync(file, content)
    try {
      loadRecords(file)
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError)
      return error instanceof Error ? error.message.replace(file, 'FILE') : ''
    }
    return 'loaded'
  }

  it('loads a whole record', () => {
    expect(refusalOf(JSON.stringify(whole))).toBe('loaded')
  })

  it.each([
    ['another kind', { schema: 'callstorm.conformance/1' }, '"callstorm.conformance/1"'],
    ['a newer format', { ...whole, schema: 'callstorm.run/2' }, '"callstorm.run/2"'],
    ['no record', [1, 2], 'no record'],
  ])('says in one line what a record of %s is and what is accepted', (_, value, current) => {
    expect(refusalOf(JSON.stringify(value))).toBe(
      `Cannot load "FILE" as it must be a run record of the format "callstorm.run/1": current value is ${current}`,
    )
  })

  it('says why a file is no JSON', () => {
    expect(refusalOf('{"schema":')).toBe('Cannot load "FILE" as it must be JSON: Unexpected end of JSON input')
  })

  it('refuses a file that is larger than any record before it is parsed', () => {
    const file = join(folder, 'large.json')
    writeFileSync(file, '')
    truncateSync(file, 300 * 2 ** 20)
    expect(() => loadRecords(file)).toThrow(`Cannot load "${file}" as it must be at most 256 MiB: current size is 300 MiB`)
  })

  it('says where a histogram is damaged', () => {
    const [series] = whole.series
    const damaged = { ...whole, series: [{ ...series, histogram: 'nonsense' }] }
    expect(refusalOf(JSON.stringify(damaged))).toBe(
      'Cannot load "FILE" as it must be a whole run record:\n  series.0.histogram: must be an encoded histogram',
    )
  })

  it('tells the first problems of a record with many', () => {
    const lines = refusalOf('{"schema":"callstorm.run/1"}').split('\n')
    expect(lines).toHaveLength(7)
    expect(lines.at(-1)).toMatch(/^ {2}and \d+ more$/)
  })
})
