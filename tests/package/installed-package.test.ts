import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installPackage, type InstalledPackage } from './installed-package.ts'

const OTHER_NODES = ['22', '24']

let installed: InstalledPackage
beforeAll(() => {
  installed = installPackage()
  for (const major of OTHER_NODES) installed.installNode(major)
})
afterAll(() => installed?.[Symbol.dispose]())

describe.each(['current', ...OTHER_NODES])('the installed package on Node (%s)', (node) => {
  test('lists its scenarios', () => {
    const { status, stdout, stderr } = installed.callstorm(node, 'list')
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(stdout).toContain('busy-hour')
  })

  test('runs a storm against the bundled bridge and writes the report into the working folder', () => {
    const { status, stdout, stderr } = installed.callstorm(node, 'run', 'busy-hour', '--rate', '5', '--duration', '2s', '--warmup', '1s')
    // So short a run has too few samples for percentiles: unknown, hence 2. Nothing else may end it.
    expect(status, `${stdout}${stderr}`).toBe(2)
    expect(stdout).toMatch(/events\.lost == 0\s+0\s+–\s+✓ met/)
    expect(stdout).toContain('Repeat    npx callstorm run busy-hour')
    expect(readFileSync(join(installed.folder, 'reports/out/latest/report.html'), 'utf8')).toContain('<!doctype html>')
  })

  test('judges conformance', () => {
    const { status, stdout, stderr } = installed.callstorm(node, 'conformance', '--only', 'evt')
    expect(status, `${stdout}${stderr}`).toBe(0)
  })
})

test('the installed package carries neither tests nor results, and a door for library users', () => {
  const inside = (path: string): boolean => existsSync(join(installed.folder, 'node_modules/callstorm', path))
  expect(inside('harness/index.ts')).toBe(true)
  expect(inside('tests')).toBe(false)
  expect(inside('reports/out')).toBe(false)
  expect(inside('harness/runner/run-id.test.ts')).toBe(false)
})
