import { describe, expect, test } from 'vitest'
import { testSwitch } from '../listener-fixture.ts'
import { executeApi } from './api.ts'

describe('strftime', () => {
  test.each([
    ['%Y-%m-%d %T', /^2026-11-22 \d\d:\d\d:\d\d$/],
    ['%a, %d %b %Y %T %z', /^[A-Z][a-z]{2}, \d\d Nov 2026 \d\d:\d\d:\d\d [+-]\d{4}$/],
    ['86400|%s %% %Q', /^86400 % %Q$/],
    ['%F|%R', /^2026-11-22\|\d\d:\d\d$/],
    ['', /^2026-11-22 \d\d:\d\d:\d\d$/],
  ])('strftime writes %s', (format, expected) => {
    expect(executeApi(testSwitch(), 'strftime', format)).toMatch(expected)
  })
})
