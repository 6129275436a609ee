import { expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatMargin,
  formatMeasure,
  formatRate,
  formatSeconds,
  formatShare,
  formatUs,
  titleOf,
} from './units.ts'

test.each([
  [0, '0 µs'],
  [830, '830 µs'],
  [999, '999 µs'],
  [1000, '1 ms'],
  [12_400, '12.4 ms'],
  [999_499, '999 ms'],
  [999_600, '1 s'],
  [1_254_000, '1.25 s'],
  [125_000_000, '2 min 5 s'],
  [Number.NaN, '–'],
])('formatUs(%d) reads %s', (us, text) => {
  expect(formatUs(us)).toBe(text)
})

test('formatSeconds() says minutes and hours', () => {
  expect([35, 125, 3600].map(formatSeconds)).toEqual(['35 s', '2 min 5 s', '1 h 0 min'])
})

test('formatCount() sets thousands apart', () => {
  expect([0, 999, 1000, 1234567, 1234.5].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567', '1,234.5'])
})

test('formatRate() keeps three digits of a small rate', () => {
  expect([0, 49.83, 1204.4].map(formatRate)).toEqual(['0/s', '49.8/s', '1,204/s'])
})

test('formatBytes() uses binary units', () => {
  expect([512, 91_750_400, 2 ** 40].map(formatBytes)).toEqual(['512 B', '87.5 MiB', '1 TiB'])
})

test('formatShare() never rounds an incomplete share to 100 %', () => {
  expect([0, 0.383, 1, 0.999999].map(formatShare)).toEqual(['0 %', '38.3 %', '100 %', '99.9999 %'])
})

test('formatMargin() says on which side of the limit a value lies', () => {
  expect([0.38, -0.125, 0, undefined].map(formatMargin)).toEqual(['38 % room', '12.5 % over', 'at the limit', '–'])
})

test('formatMeasure() scales the units it knows and appends the others', () => {
  expect(formatMeasure(1500, 'µs')).toBe('1.5 ms')
  expect(formatMeasure(0.4, 'ms')).toBe('400 µs')
  expect(formatMeasure(0.02, 'share')).toBe('2 %')
  expect(formatMeasure(41.26, 'ms/s')).toBe('41.3 ms/s')
  expect(formatMeasure(3, '')).toBe('3')
})

test('titleOf() makes words of a registry name', () => {
  expect(titleOf('bytes.read')).toBe('Bytes read')
})
