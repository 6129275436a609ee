import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { gzipSync } from 'node:zlib'
import { readTrace, type TraceLine } from './read-trace.ts'
import { TRACE_FORMAT } from './trace-format.ts'

const folder = mkdtempSync(join(tmpdir(), 'callstorm-trace-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEADER = {
  format: TRACE_FORMAT,
  version: 1,
  startedAt: '2026-11-22T00:00:00.000Z',
  node: { coreUuid: '', hostname: '', switchname: '' },
  subscription: 'event json ALL',
  identities: 'pseudonyms',
  writtenBy: 'callstorm 0.1.0',
}
const EVENT = { us: 5, headers: [['Event-Name', 'HEARTBEAT'], ['x', ['a', 'b']]], body: '\xff' }
const END = { end: { events: 1, us: 9, reason: 'stopped', unreadable: 0 } }

async function read(octets: Buffer | string): Promise<TraceLine[]> {
  const path = join(folder, 'trace')
  writeFileSync(path, octets)
  const lines: TraceLine[] = []
  for await (const line of readTrace(path)) lines.push(line)
  return lines
}
const textOf = (...lines: readonly unknown[]): string => lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')

describe('readTrace()', () => {
  it('reads header, events and end, compressed or not', async () => {
    const text = textOf(HEADER, EVENT, END)
    const lines = await read(text)
    expect(lines).toEqual([
      { kind: 'header', header: HEADER },
      { kind: 'event', event: EVENT },
      { kind: 'end', end: END.end },
    ])
    expect(await read(gzipSync(text))).toEqual(lines)
  })

  it.each([
    ['an empty file', '', /must hold a header: line 1$/],
    ['no trace', textOf({ format: 'other' }), /must begin with a header of "callstorm\.trace": line 1$/],
    ['a newer version', textOf({ ...HEADER, version: 2 }), /version must be at most 1, as a newer callstorm wrote it: current value is 2: line 1$/],
    ['a header with another key', textOf({ ...HEADER, extra: 1 }), /its header must be one.*: line 1$/],
    ['a line that is no JSON', textOf(HEADER, EVENT, '{"us":'), /each line must be JSON: line 3$/],
    ['time that runs backwards', textOf(HEADER, EVENT, { ...EVENT, us: 4 }), /"us" must be a whole number and not below 5: line 3$/],
    ['headers that are none', textOf(HEADER, { us: 1, headers: [['a']] }), /"headers" must be pairs of a name and a value: line 2$/],
    ['a body that is no text', textOf(HEADER, { ...EVENT, body: 1 }), /"body" must be a text: line 2$/],
    ['a missing end', textOf(HEADER, EVENT), /must have an end, and is cut off: line 3$/],
    ['a missing event', textOf(HEADER, END), /its end tells of 1 events and it holds 0: line 2$/],
    ['something behind the end', textOf(HEADER, EVENT, END, EVENT), /nothing may follow its end: line 4$/],
    ['half a last line', textOf(HEADER, EVENT) + '{"end"', /its last line must be complete: line 3$/],
  ])('refuses %s with its line', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(SyntaxError)
    await expect(read(text)).rejects.toThrow(message)
  })

  it('refuses compressed data that are cut off or damaged, with the line', async () => {
    const events = Array.from({ length: 2000 }, (_, us) => ({ ...EVENT, us, body: `${Math.sin(us)}` }))
    const whole = gzipSync(textOf(HEADER, ...events, END))
    const half = Math.floor(whole.length / 2)
    await expect(read(whole.subarray(0, half))).rejects.toThrow(/Cannot read trace ".*" as it must be whole gzip data: line \d+$/)
    whole.fill(0x55, half, half + 50)
    await expect(read(whole)).rejects.toThrow(/Cannot read trace ".*" as .*: line \d+$/)
  })

  it('lets errors of the file system through', async () => {
    await expect(readTrace(join(folder, 'none')).next()).rejects.toThrow(/ENOENT/)
  })
})
