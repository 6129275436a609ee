import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readTextFile } from './read-text-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-read-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(text: string): string {
  const path = join(folder, 'file')
  writeFileSync(path, text)
  return path
}

describe('readTextFile()', () => {
  it('reads all of a file that is as large as it may be, over several chunks', () => {
    const text = `${'é'.repeat(50_000)}\n`
    expect(readTextFile(fileOf(text), Buffer.byteLength(text))).toBe(text)
    expect(readTextFile(fileOf(''), 0)).toBe('')
  })

  it('refuses a larger one by its size', () => {
    const path = fileOf('')
    truncateSync(path, 100 * 2 ** 20)
    expect(() => readTextFile(path, 2 ** 20)).toThrow(`Cannot read "${path}" as it must be at most 1 MiB: current size is 100 MiB`)
  })

  it('refuses one without an end as soon as it is too much', () => {
    expect(() => readTextFile('/dev/zero', 2 ** 20)).toThrow('must be at most 1 MiB: current size is 1.06 MiB')
  })

  it('says why a file cannot be read', () => {
    expect(() => readTextFile(join(folder, 'none'), 9)).toThrow('ENOENT')
  })
})
