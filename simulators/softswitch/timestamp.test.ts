import { expect, test } from 'vitest'
import { toTimestamp } from './timestamp.ts'

test('toTimestamp() writes seconds with exactly six decimals', () => {
  expect(toTimestamp(1_234_567_890_123_456)).toBe('1234567890.123456')
  expect(toTimestamp(1_234_567_890_000_007)).toBe('1234567890.000007')
})
