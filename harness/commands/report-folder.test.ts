import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeReportFolder } from './report-folder.ts'
import { UsageError } from './usage-error.ts'

describe('makeReportFolder()', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callstorm-report-folder-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('makes a folder with its parents, and takes one that is there', () => {
    const path = join(folder, 'with blanks', "and 'quotes'")
    makeReportFolder(path)
    makeReportFolder(path)
    expect(statSync(path).isDirectory()).toBe(true)
  })

  it.each([['a file', 'file'], ['what is beneath a file', 'file/reports']])('refuses %s as misuse', (_, name) => {
    writeFileSync(join(folder, 'file'), '')
    const make = (): void => makeReportFolder(join(folder, name))
    expect(make).toThrow(UsageError)
    expect(make).toThrow(/^Cannot write reports to ".*" as it must be a folder that can be written to: /)
  })

  it('refuses a place where the system makes no folders, instead of trying for ever', () => {
    expect(() => makeReportFolder('/proc/reports/out')).toThrow(UsageError)
  })
})
