import { expect, test } from 'vitest'
import { hostileRecord } from './fixtures/hostile-record.ts'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderSummary } from './summary.ts'
import { widthOf } from './text/text-table.ts'

const passed = sampleRecord()
const failed = sampleRecord({ diesAt: 22 })

const lineOf = (text: string, start: string): string => {
  const found = text.split('\n').find((line) => line.startsWith(start))
  if (found === undefined) throw new Error(`no line starts with "${start}"`)
  return found.replace(/\s+/g, ' ')
}

test('renderSummary() gives the verdict first, with its reasons', () => {
  expect(renderSummary(failed).split('\n').slice(0, 4)).toEqual([
    'FAIL  busy-hour, 35 s, seed 8d1f42c7, bridge reference',
    '  the bridge did not keep what was asked of it',
    '  - the bridge ended at 22 s by SIGKILL, before the run stopped it',
    '  - 42,988 of 77,132 deliveries were lost',
  ])
})

test('renderSummary() has objectives, latencies, deliveries and how to repeat the run', () => {
  const text = renderSummary(failed, { report: 'reports/out/latest/report.html' })
  expect(lineOf(text, 'events.lost = 0')).toBe('events.lost = 0 42,988 – ✗ missed 77,132 deliveries expected')
  expect(lineOf(text, 'Latency')).toBe('Latency p50 p90 p99 p99.9 max count')
  const sent = failed.series.find(({ name }) => name === 'send.delay')?.count.toLocaleString('en')
  expect(lineOf(text, 'Send delay (diagnostic)')).toMatch(new RegExp(`^Send delay \\(diagnostic\\)( \\d\\S* (µs|ms)){5} ${sent}$`))
  expect(lineOf(text, 'websocket ×10')).toBe('websocket ×10 70,120 31,040 0 39,080 0 0 0 0')
  expect(lineOf(text, 'Health')).toBe('Health Waiting for a processor (warning)')
  expect(lineOf(text, 'Report')).toBe('Report reports/out/latest/report.html')
  expect(lineOf(text, 'Repeat')).toBe('Repeat npm start -- run busy-hour --rate 50 --seed 8d1f42c7')
})

test('renderSummary() leaves warm-up and drain out of its rates', () => {
  const timeline = passed.timeline.map((point) => ({ ...point, rates: { 'calls.started': point.at < 5 ? 1000 : 50 } }))
  expect(lineOf(renderSummary({ ...passed, timeline }), 'Rates')).toBe('Rates calls started 50/s')
})

test('renderSummary() says "no samples", never a latency of 0', () => {
  const series = passed.series.map((one) => ({ ...one, count: 0, maxUs: 0, distribution: [] }))
  const text = renderSummary({ ...passed, series })
  expect(lineOf(text, 'Ingress reply')).toBe('Ingress reply no samples')
  expect(text).not.toContain('0 µs')
})

test('renderSummary() colours only when it is asked to, and never changes a word by it', () => {
  const plain = renderSummary(failed, { color: false })
  const colored = renderSummary(failed, { color: true })
  expect(plain).not.toContain('\u001b')
  expect(colored).toContain('\u001b[')
  const words = (text: string): string =>
    text
      .replace(/\u001b\[[\d;]*m/g, '')
      .replace(/ +/g, ' ')
      .replace(/ $/gm, '')
      .trimStart()
  expect(words(colored)).toBe(words(plain))
})

test.each([80, 100, 140])('renderSummary() keeps its tables within %d columns', (width) => {
  const tables = renderSummary(failed, { width })
    .split('\n')
    .filter((line) => !/^(Report|Repeat)/.test(line))
  expect(tables.filter((line) => widthOf(line) > width)).toEqual([])
})

test('renderSummary() shows control characters from outside instead of sending them to the terminal', () => {
  const text = renderSummary(hostileRecord(), { width: 400 })
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u)
  expect(text).toContain('\\x1b[2J\\u202e\\x00')
})
