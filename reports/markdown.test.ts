import { expect, test } from 'vitest'
import { hostileRecord } from './fixtures/hostile-record.ts'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderMarkdown } from './markdown.ts'

test('renderMarkdown() begins with the verdict and has a row for everything', () => {
  const text = renderMarkdown(sampleRecord({ diesAt: 22 }))
  expect(text.split('\n')[0]).toBe('## ✗ FAIL: Busy hour against reference')
  expect(text).toContain('| websocket × 10 | 70,120 | 31,040 | 0 | **39,080** | 0 | 0 | 0 | 0 |')
  expect(text).toContain('| ✗ missed |')
})

test('renderMarkdown() has rows as wide as their heads', () => {
  const rows = renderMarkdown(sampleRecord())
    .split('\n')
    .filter((line) => line.startsWith('|'))
  const widths = rows.map((line) => line.split('|').length)
  expect([...new Set(widths)].toSorted((a, b) => a - b)).toEqual([7, 9, 11])
})

test('renderMarkdown() keeps text from outside from being Markdown or HTML', () => {
  const record = hostileRecord()
  const message = '[x](javascript:alert(1)) **bold** | cell @team https://evil.example <b>'
  const text = renderMarkdown({ ...record, verdict: { status: 'fail', reasons: [{ status: 'fail', message }] } })
  expect(text).not.toMatch(/<script|<img|<b>|\]\(|https:\/\/|@team|\*\*bold/)
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})
