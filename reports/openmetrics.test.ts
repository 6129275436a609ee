import { expect, test } from 'vitest'
import { hostileRecord } from './fixtures/hostile-record.ts'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderOpenMetrics } from './openmetrics.ts'

const record = sampleRecord()
const SAMPLE = /^[a-z_]+\{(?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)*\} -?\d+(?:\.\d+)?(?:e-?\d+)?$/

test.each([
  ['an honest', record],
  ['a hostile', hostileRecord()],
])('renderOpenMetrics() of %s record keeps to the grammar', (_, of) => {
  const lines = renderOpenMetrics(of).split('\n')
  expect(lines.slice(-2)).toEqual(['# EOF', ''])
  const samples = lines.slice(0, -2).filter((line) => !line.startsWith('# '))
  expect(samples.length).toBeGreaterThan(40)
  expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([])
})

test('renderOpenMetrics() gives latencies in seconds', () => {
  const text = renderOpenMetrics(record)
  const [series] = record.series
  const p99 = (series?.quantiles.p99Us ?? Number.NaN) / 1e6
  const labels = 'scenario="busy-hour",bridge="reference",series="ingress.reply"'
  expect(text).toContain(`callstorm_latency_seconds{${labels},quantile="0.99"} ${p99}\n`)
  expect(text).toContain(`callstorm_latency_seconds_count{${labels}} ${series?.count}\n`)
})

test('renderOpenMetrics() names exactly one state of the verdict', () => {
  const states = renderOpenMetrics(sampleRecord({ diesAt: 22 })).matchAll(/callstorm_verdict="(\w+)"\} 1\n/g)
  expect([...states].map(([, state]) => state)).toEqual(['fail'])
})

test('renderOpenMetrics() has no quantile of a series without samples', () => {
  const empty = { ...record, series: record.series.map((one) => ({ ...one, count: 0, sumUs: 0 })) }
  expect(renderOpenMetrics(empty)).not.toContain('quantile=')
})
