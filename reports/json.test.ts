import { expect, test } from 'vitest'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderJson } from './json.ts'

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, reversed(item)]),
  )
}

test('renderJson() loses nothing', () => {
  expect(JSON.parse(renderJson(sampleRecord()))).toEqual(JSON.parse(JSON.stringify(sampleRecord())))
})

test('renderJson() is the same text whatever the order of keys', () => {
  const record = sampleRecord()
  expect(renderJson(reversed(record) as typeof record)).toBe(renderJson(record))
})

test('renderJson() begins with the id of the schema', () => {
  expect(renderJson(sampleRecord()).split('\n')[1]).toBe(' "schema": "callstorm.run/1",')
})

test('renderJson() refuses a number that JSON cannot hold, naming its place', () => {
  const record = sampleRecord()
  const health = record.health.map((signal) => ({ ...signal, value: Number.NaN }))
  expect(() => renderJson({ ...record, health })).toThrow(
    new RangeError('Cannot write "health[0].value" as JSON has finite numbers only: current value is NaN'),
  )
})
