import { describe, expect, test } from 'vitest'
import { HOSTILE } from '../fixtures/hostile-record.ts'
import { hostileComparison, incomparableSample, sampleComparison } from '../fixtures/sample-comparison.ts'
import { renderComparisonHtml } from './html.ts'
import { renderComparisonMarkdown } from './markdown.ts'
import { renderComparison } from './text.ts'
import { shiftText } from './change-words.ts'

const UNPRINTABLE = new RegExp('[\\u0000-\\u0009\\u000b-\\u001f\\u202e]')

test('shiftText() says how much slower or faster', () => {
  expect([Math.log(1.1), Math.log(0.9), 0, Math.log(10)].map(shiftText)).toEqual(['+10 %', '-10 %', '+0 %', '+900 %'])
})

describe('renderComparison()', () => {
  test('begins with the conclusion and has a line for each change', () => {
    const lines = renderComparison(sampleComparison())
      .split('\n')
      .map((line) => line.trim().replace(/ {2,}/g, ' | '))
    expect(lines.slice(0, 3)).toEqual([
      'WORSE | B change against A main',
      'a side is worse than the base',
      '- B has 42,988 lost deliveries, A has none',
    ])
    expect(lines).toContain('ingress.reply.p50 | 1.4 ms | 1.68 ms | +20 % | +10 % to +30 % | ≠ apart')
    expect(lines).toContain('websocket.latency.p99 | 4.2 ms | 5.04 ms | +50.7 % | p 0.008 | ✗ worse')
    expect(lines).toContain('webhook.latency.p99.9 | – | – | – | – | ? too few samples')
  })

  test('names what differs and how far the statistics reach', () => {
    const text = renderComparison(incomparableSample())
    expect(text).toMatch(/^NOT COMPARABLE/)
    expect(text).toMatch(/\nthe rate of calls +50 +80\n/)
    expect(text).toContain('`callstorm ab`')
  })

  test('fits a terminal of 80 columns', () => {
    const tables = renderComparison(sampleComparison(), { width: 80 }).split('\n')
    expect(tables.filter((line) => line.length > 80)).toEqual([])
  })

  test('shows text from outside as text', () => {
    expect(renderComparison(hostileComparison())).not.toMatch(UNPRINTABLE)
  })
})

describe('renderComparisonMarkdown()', () => {
  test('has a table of changes, objectives, deliveries and conditions', () => {
    const text = renderComparisonMarkdown(sampleComparison())
    expect(text).toMatch(/^## ✗ WORSE: B change against A main\n/)
    expect(text).toContain('| ingress.reply.p50 | 1.4 ms | 1.68 ms | **+20 %** | +10 % to +30 % | ≠ apart |')
    expect(text).toContain('| the seed | 8d1f42c7 | 11aa22bb |')
    expect(text.match(/\| ---/g)?.length).toBeGreaterThanOrEqual(4)
  })

  test('shows text from outside as text', () => {
    const text = renderComparisonMarkdown(hostileComparison())
    expect(text).not.toContain('<script')
    expect(text).not.toMatch(UNPRINTABLE)
  })
})

describe('renderComparisonHtml()', () => {
  test('is one document without script, network or repeated ids', () => {
    const page = renderComparisonHtml(sampleComparison())
    expect(page).not.toMatch(/<(?:script|link|iframe|object|embed|img|base|form)\b/i)
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(page).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('draws a curve of each side for each series and a marker for each change', () => {
    const page = renderComparisonHtml(sampleComparison())
    const { series } = sampleComparison()
    expect(page.match(/<svg [^>]*role="img"/g)).toHaveLength(series.length + 1)
    expect(page).toContain('<title>B change, p50: ')
    expect(page).toContain('<title>ingress.reply.p50, side 2: +20 %</title>')
  })

  test('says loudly that runs cannot be compared', () => {
    const page = renderComparisonHtml(incomparableSample())
    expect(page).toMatch(/<title>NOT COMPARABLE: /)
    expect(page).toContain('class="status bad">! not comparable')
  })

  test('shows text from outside as text', () => {
    const page = renderComparisonHtml(hostileComparison())
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<img')
    expect(page).toContain('&lt;script&gt;')
    expect(HOSTILE).toContain('<script')
  })
})
