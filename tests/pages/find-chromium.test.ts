import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from './find-chromium.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-chromium-'))
  for (const name of ['chromium-browser', 'mine']) {
    writeFileSync(join(folder, name), '#!/bin/sh\n')
    chmodSync(join(folder, name), 0o755)
  }
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('findChromium() takes the usual names from PATH', () => {
  const PATH = ['/nowhere', folder].join(delimiter)
  expect(findChromium({ PATH })).toBe(join(folder, 'chromium-browser'))
})

test('findChromium() prefers the program that CHROMIUM names', () => {
  expect(findChromium({ PATH: folder, CHROMIUM: join(folder, 'mine') })).toBe(join(folder, 'mine'))
})

test('findChromium() says what is wrong with CHROMIUM instead of taking another one', () => {
  expect(() => findChromium({ PATH: folder, CHROMIUM: '/nowhere/chrome' })).toThrow(
    'Cannot test pages as CHROMIUM must be the path of a program: current value is "/nowhere/chrome"',
  )
})

test('findChromium() says how to get a Chromium where there is none', () => {
  expect(() => findChromium({ PATH: '/nowhere' })).toThrow('install the package chromium, or set CHROMIUM')
})
